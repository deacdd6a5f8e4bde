using System.Buffers.Binary;
using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>Reads versions 1 and 2 of a <see cref="WeightFile"/>.</summary>
internal ref struct WeightFileReader
{
    private readonly int _version;
    private ModelSections _file;

    private WeightFileReader(ReadOnlySpan<byte> bytes, string name, int version)
    {
        _version = version;
        _file = new ModelSections(bytes, name);
    }

    /// <summary>Reads the network of a file that begins with <see cref="WeightFile.Magic"/>.</summary>
    /// <exception cref="InputException">The file is damaged or of a newer version.</exception>
    public static TrainedNetwork Read(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < ModelFile.HeaderBytes + ModelFile.ChecksumBytes)
        {
            throw new InputException(
                name,
                $"it is cut off: it ends at byte {bytes.Length}, before its header does. Copy or train it again."
            );
        }
        int version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[WeightFile.Magic.Length..]);
        if (version is < 1 or > WeightFile.Version)
        {
            throw new InputException(
                name,
                $"at byte 4: the file has format version {version}, but this Hnsg reads versions up to {WeightFile.Version}. "
                    + "Update Hnsg. If the file is not newer than this Hnsg, it may be damaged: copy it again."
            );
        }
        return new WeightFileReader(bytes, name, version).Read();
    }

    private TrainedNetwork Read()
    {
        _file.CheckChecksum();
        int start = _file.At + ModelFile.LengthBytes;
        WeightFileJson json = _file.Json(WeightFileJsonContext.Default.WeightFileJson);
        if (json.Network.HasHoles() || json.Layers.Contains(null!))
        {
            throw _file.Damaged(start, "the description contains nulls");
        }
        try
        {
            NetworkSpec spec = json.Network.ToSpec().Validate(real: true);
            ModelLimits.CheckTotal(spec);
            if (_version == 1 && WeightFile.NeedsVersion2(spec, json.Layers))
            {
                throw _file.Damaged(start, "the description has fields that version 1 of the format does not");
            }
            ModelMetadata metadata = json.Network.ToMetadata();
            string? problem =
                ModelLimits.Problem(metadata, spec)
                ?? (NameText.IsPrintable(json.Method) ? null : "the method's name cannot be printed")
                ?? (json.Layers.Length == spec.Layers.Count ? null : "its number of layers differs from the network's");
            if (problem is not null)
            {
                throw _file.Damaged(start, $"the description is out of range: {problem}");
            }
            TrainedNetwork network =
                json.Layers[0] == WeightFile.Signed ? SignedOf(spec, json, metadata) : RealOf(spec, json, metadata);
            _file.CheckEnd();
            return network;
        }
        catch (Exception error) when (error is OptionException or ArgumentException)
        {
            throw _file.Damaged(start, $"the description is out of range: {error.Message}", error);
        }
    }

    private SignedNetwork SignedOf(NetworkSpec spec, WeightFileJson json, ModelMetadata metadata)
    {
        var masks = new Mask[spec.Layers.Count];
        var negated = new Mask[spec.Layers.Count];
        for (int layer = 0; layer < masks.Length; layer++)
        {
            if (json.Layers[layer] != WeightFile.Signed)
            {
                throw new ArgumentException($"layer {layer + 1} has no signed mask");
            }
            masks[layer] = _file.Mask(spec, layer);
            ReadOnlySpan<byte> signs = _file.Next($"the signs of layer {layer + 1}");
            if (signs.Length != (masks[layer].Kept + 7) / 8)
            {
                throw _file.Damaged(
                    _file.At,
                    $"layer {layer + 1} has {signs.Length} bytes of signs, which do not fit {masks[layer].Kept} connections"
                );
            }
            var signed = new MaskBuilder(spec.FanIn(layer), spec.Layers[layer].Neurons);
            int next = 0;
            for (long index = 0; index < masks[layer].Connections; index++)
            {
                if (masks[layer][index])
                {
                    signed[index] = (signs[next / 8] >> (next % 8) & 1) != 0;
                    next++;
                }
            }
            negated[layer] = signed.Build();
        }
        return new SignedNetwork(spec, masks, negated) { Metadata = metadata };
    }

    private RealNetwork RealOf(NetworkSpec spec, WeightFileJson json, ModelMetadata metadata)
    {
        var weights = new LayerWeights[spec.Layers.Count];
        for (int layer = 0; layer < weights.Length; layer++)
        {
            weights[layer] = json.Layers[layer] switch
            {
                WeightFile.Dense => LayerWeights.Own(null, Floats(layer, spec.Connections(layer))),
                WeightFile.DenseWithBias => LayerWeights.Own(
                    null,
                    Floats(layer, spec.Connections(layer)),
                    Floats(layer, spec.Layers[layer].Neurons)
                ),
                WeightFile.Sparse => LayerWeights.Own(
                    _file.Mask(spec, layer),
                    Floats(layer, spec.KeptConnections(layer))
                ),
                WeightFile.Frozen => LayerWeights.Frozen(_file.Mask(spec, layer)),
                _ => throw new ArgumentException(
                    $"layer {layer + 1} is stored as '{NameText.Short(json.Layers[layer])}', which is unknown"
                ),
            };
        }
        return new RealNetwork(spec, json.Method, weights) { Metadata = metadata };
    }

    private float[] Floats(int layer, long count)
    {
        ReadOnlySpan<byte> section = _file.Next($"the weights of layer {layer + 1}");
        if (section.Length != count * sizeof(float))
        {
            throw _file.Damaged(
                _file.At,
                $"layer {layer + 1} has {section.Length} bytes, which do not fit {count} numbers"
            );
        }
        var values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(section[(i * sizeof(float))..]);
        }
        return values;
    }
}
