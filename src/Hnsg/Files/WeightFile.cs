using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>The model file of networks that are more than a seed and masks.</summary>
/// <remarks>
/// Versions 1 and 2, numbers little-endian:
/// <code>
/// bytes  content
/// 4      "HNSW"
/// 2      version
/// 4 + n  length n and JSON (UTF-8): method, what each layer stores, and the network as in a version 2 .hnsg file;
///        in version 2 a layer may have a trained decay, beta
/// then for every layer in order, as far as it has them:
/// 4 + n  length n and coded mask
/// 4 + n  length n and signs: a bit a kept connection from the low end, 1 for negated
/// 4 + n  length n and weights: a float32 a connection
/// 4 + n  length n and bias: a float32 a neuron
/// 8      the first bytes of the SHA-256 of everything before
/// </code>
/// Version 2 is written only for what version 1 cannot say. The same network has the same bytes, always and everywhere.
/// </remarks>
internal static class WeightFile
{
    /// <summary>The version that is written, and the newest that can be read.</summary>
    public const int Version = 2;

    public const string Signed = "signed-mask";
    public const string Frozen = "frozen-mask";
    public const string Sparse = "sparse-weights";
    public const string Dense = "dense-weights";
    public const string DenseWithBias = "dense-weights-and-bias";

    /// <summary>Largest size of a file in bytes: 2^28 weights.</summary>
    public const int MostBytes = (1 << 30) + (1 << 26);

    public static ReadOnlySpan<byte> Magic => "HNSW"u8;

    /// <summary>The bytes of a network's file.</summary>
    public static byte[] ToBytes(SignedNetwork network)
    {
        using MemoryStream bytes = Begin(network, "signed", [.. network.Masks.Select(_ => Signed)]);
        for (int layer = 0; layer < network.Masks.Count; layer++)
        {
            Mask mask = network.Masks[layer];
            ModelFile.Section(bytes, ModelFile.MaskBytes(network, mask, layer));
            ModelFile.Section(bytes, Signs(mask, network.Negated[layer]));
        }
        return End(bytes);
    }

    /// <summary>The bytes of a network's file.</summary>
    public static byte[] ToBytes(RealNetwork network)
    {
        using MemoryStream bytes = Begin(network, network.Method, [.. network.Weights.Select(Storage)]);
        for (int layer = 0; layer < network.Weights.Count; layer++)
        {
            LayerWeights weights = network.Weights[layer];
            if (weights.Mask is { } mask)
            {
                ModelFile.Section(bytes, ModelFile.MaskBytes(network, mask, layer));
            }
            if (weights.Values is { } values)
            {
                ModelFile.Section(bytes, Floats(values.Span));
            }
            if (weights.Bias is { } bias)
            {
                ModelFile.Section(bytes, Floats(bias.Span));
            }
        }
        return End(bytes);
    }

    /// <summary>Whether a network has what version 1 of the format cannot say.</summary>
    public static bool NeedsVersion2(NetworkSpec spec, string[] layers) =>
        spec.Layers.Any(layer => layer.Lif.TrainedBeta is not null) || layers.Contains(DenseWithBias);

    private static MemoryStream Begin(TrainedNetwork network, string method, string[] layers)
    {
        ModelLimits.CheckTotal(network.Spec);
        var bytes = new MemoryStream();
        bytes.Write(Magic);
        bytes.Write([(byte)(NeedsVersion2(network.Spec, layers) ? 2 : 1), 0]);
        var json = new WeightFileJson
        {
            Method = method,
            Layers = layers,
            Network = ModelJson.From(network.Spec, network.Metadata),
        };
        ModelFile.Section(
            bytes,
            JsonSerializer.SerializeToUtf8Bytes(json, WeightFileJsonContext.Default.WeightFileJson)
        );
        return bytes;
    }

    private static byte[] End(MemoryStream bytes)
    {
        bytes.Write(ModelFile.Checksum(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    private static string Storage(LayerWeights weights) =>
        weights.Values is null ? Frozen
        : weights.Bias is not null ? DenseWithBias
        : weights.Mask is null ? Dense
        : Sparse;

    private static byte[] Signs(Mask mask, Mask negated)
    {
        var bits = new byte[(mask.Kept + 7) / 8];
        int next = 0;
        for (long index = 0; index < mask.Connections; index++)
        {
            if (mask[index])
            {
                bits[next / 8] |= (byte)((negated[index] ? 1 : 0) << (next % 8));
                next++;
            }
        }
        return bits;
    }

    private static byte[] Floats(ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            return MemoryMarshal.AsBytes(values).ToArray();
        }
        var bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }
        return bytes;
    }
}

/// <summary>The JSON of a <see cref="WeightFile"/>.</summary>
internal sealed record WeightFileJson
{
    public required string Method { get; init; }
    public required string[] Layers { get; init; }
    public required ModelJson Network { get; init; }
}

/// <summary>Generated at build time, so that ahead-of-time compilation needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 5
)]
[JsonSerializable(typeof(WeightFileJson))]
internal sealed partial class WeightFileJsonContext : JsonSerializerContext;
