using System.Buffers.Binary;
using System.Text.Json;
using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>Reads versions 1 and 2 of the model file, which differ only in what the description may say.</summary>
internal ref struct ModelReader1
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _name;
    private readonly int _version;

    // Where the checksum begins.
    private readonly int _end;
    private int _at;

    /// <summary>Starts after magic and version.</summary>
    /// <param name="bytes">The whole file, at least as long as its header and checksum.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="version">1 or 2.</param>
    public ModelReader1(ReadOnlySpan<byte> bytes, string name, int version)
    {
        _version = version;
        _bytes = bytes;
        _name = name;
        _end = bytes.Length - ModelFile.ChecksumBytes;
        _at = ModelFile.HeaderBytes;
    }

    /// <summary>The network.</summary>
    /// <exception cref="InputException">The file is damaged.</exception>
    public HiddenNetwork Read()
    {
        CheckChecksum();
        int start = _at + ModelFile.LengthBytes;
        ModelJson json = Json(Section("the description"));
        NetworkSpec spec;
        try
        {
            spec = json.ToSpec().Validate();
            ModelLimits.CheckTotal(spec);
            if (_version == 1 && ModelJson.NeedsVersion2(spec))
            {
                throw Damaged(start, "the description has what version 1 of the format does not know");
            }
            NetworkSpecValidation.CheckSpiking(spec);
        }
        catch (OptionException error)
        {
            throw Damaged(start, $"the description is out of range: {error.Message}", error);
        }
        ModelMetadata metadata = json.ToMetadata();
        if (ModelLimits.Problem(metadata, spec) is { } problem)
        {
            throw Damaged(start, $"the description is out of range: {problem}");
        }
        var masks = new Mask[spec.Layers.Count];
        for (int layer = 0; layer < masks.Length; layer++)
        {
            masks[layer] = Mask(spec, layer);
        }
        if (_at != _end)
        {
            throw Damaged(_at, $"{_end - _at} bytes belong to no layer");
        }
        return new HiddenNetwork(spec, masks) { Metadata = metadata };
    }

    // A file that is cut off has a wrong checksum too; its lengths tell which of the two it is.
    private void CheckChecksum()
    {
        if (ModelFile.Checksum(_bytes[.._end]).SequenceEqual(_bytes[_end..]))
        {
            return;
        }
        int at = _at;
        while (at < _end && _end - at >= ModelFile.LengthBytes)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);
            if (length > _end - at - ModelFile.LengthBytes)
            {
                throw Damaged(
                    at,
                    $"it is cut off or damaged: {length} bytes should follow and the checksum, and {_bytes.Length - at - ModelFile.LengthBytes} do"
                );
            }
            at += ModelFile.LengthBytes + (int)length;
        }
        throw at == _end
            ? Damaged(_end, "the checksum is not that of the content, so a byte has changed")
            : Damaged(at, "it is cut off or damaged: a length and a checksum should follow");
    }

    private ReadOnlySpan<byte> Section(string what)
    {
        if (_end - _at < ModelFile.LengthBytes)
        {
            throw Damaged(_at, $"the length of {what} should follow");
        }
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[_at..]);
        int left = _end - _at - ModelFile.LengthBytes;
        if (length > left)
        {
            throw Damaged(_at, $"{what} should have {length} bytes, and {left} are left");
        }
        ReadOnlySpan<byte> section = _bytes.Slice(_at + ModelFile.LengthBytes, (int)length);
        _at += ModelFile.LengthBytes + (int)length;
        return section;
    }

    private readonly ModelJson Json(ReadOnlySpan<byte> utf8)
    {
        int start = _at - utf8.Length;
        if (utf8.Length > ModelLimits.MostJsonBytes)
        {
            throw Damaged(start, $"the description has more than {ModelLimits.MostJsonBytes} bytes");
        }
        try
        {
            ModelJson? json = JsonSerializer.Deserialize(utf8, ModelJsonContext.Default.ModelJson);
            return json is null || json.HasHoles() ? throw Damaged(start, "the description has nulls in it") : json;
        }
        // Unknown fields are refused: what a version means is fixed, and new fields come with a new version.
        catch (JsonException error)
        {
            string where = error.Path is { } path ? $" (at {ModelText.Printable(path)})" : "";
            throw Damaged(
                start + (error.BytePositionInLine ?? 0),
                $"the description is not the expected JSON{where}",
                error
            );
        }
    }

    private Mask Mask(NetworkSpec spec, int layer)
    {
        ReadOnlySpan<byte> code = Section($"the mask of layer {layer + 1}");
        try
        {
            return MaskCoder.Decode(code, MaskLayer.Of(spec, layer));
        }
        catch (InvalidDataException error)
        {
            throw Damaged(_at - code.Length, $"the mask of layer {layer + 1} is damaged: {error.Message}", error);
        }
    }

    private readonly InputException Damaged(long at, string detail, Exception? inner = null) =>
        new(_name, $"at byte {at}: {detail}. Copy the file again, or train the network again.", inner);
}
