using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>Reads versions 1 and 2 of the model file, which differ only in what the description may say.</summary>
internal static class ModelReader1
{
    /// <summary>Reads a network.</summary>
    /// <param name="bytes">The whole file, at least as long as its header and checksum.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="version">1 or 2.</param>
    /// <exception cref="InputException">The file is damaged.</exception>
    public static HiddenNetwork Read(ReadOnlySpan<byte> bytes, string name, int version)
    {
        var file = new ModelSections(bytes, name);
        file.CheckChecksum();
        int start = file.At + ModelFile.LengthBytes;
        ModelJson json = file.Json(ModelJsonContext.Default.ModelJson);
        if (json.HasHoles())
        {
            throw file.Damaged(start, "the description contains nulls");
        }
        NetworkSpec spec;
        try
        {
            spec = json.ToSpec().Validate();
            ModelLimits.CheckTotal(spec);
            if (version == 1 && ModelJson.NeedsVersion2(spec))
            {
                throw file.Damaged(start, "the description has fields that version 1 of the format does not");
            }
            NetworkSpecValidation.CheckSpiking(spec);
        }
        catch (OptionException error)
        {
            throw file.Damaged(start, $"the description is out of range: {error.Message}", error);
        }
        ModelMetadata metadata = json.ToMetadata();
        if (ModelLimits.Problem(metadata, spec) is { } problem)
        {
            throw file.Damaged(start, $"the description is out of range: {problem}");
        }
        var masks = new Mask[spec.Layers.Count];
        for (int layer = 0; layer < masks.Length; layer++)
        {
            masks[layer] = file.Mask(spec, layer);
        }
        file.CheckEnd();
        return new HiddenNetwork(spec, masks) { Metadata = metadata };
    }
}
