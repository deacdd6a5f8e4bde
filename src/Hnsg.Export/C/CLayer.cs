using Hnsg.Networks;

namespace Hnsg.Export.C;

/// <summary>The tables of one layer in exported C.</summary>
internal sealed class CLayer
{
    public CLayer(HiddenNetwork network, int layer, CExportOptions options)
    {
        NetworkSpec spec = network.Spec;
        Mask mask = network.Masks[layer];
        Kept = mask.Kept;
        GapCode code = GapCode.Of(mask);
        uint[] flat = Flat(mask);
        bool table = options.Weights == ExportedWeights.Table;
        int bitsAWeight =
            !table ? 0
            : spec.Weights == WeightKind.SignedConstant ? 1
            : 8;
        long compressedBits = code.Words.Count * 32L + Kept * bitsAWeight;
        Compressed =
            options.Masks == CMasks.Compressed
            || (options.Masks == CMasks.Auto && compressedBits < flat.Length * 32L + mask.Connections * bitsAWeight);
        LowBits = code.LowBits;
        Mask = Compressed ? code.Words : flat;
        if (table)
        {
            // The order in which a walk over the mask comes by: kept connections, or all of them.
            IEnumerable<long> order = Indices(mask.Connections).Where(index => !Compressed || mask[index]);
            Weights = [.. order.Select(index => (sbyte)FrozenWeights.At(spec.Weights, spec.Seed, layer, index))];
        }
    }

    /// <summary>Kept connections.</summary>
    public long Kept { get; }

    /// <summary>Whether the mask is in Rice code.</summary>
    public bool Compressed { get; }

    /// <summary>Parameter of the Rice code.</summary>
    public int LowBits { get; }

    /// <summary>Words of the mask.</summary>
    public IReadOnlyList<uint> Mask { get; }

    /// <summary>Weights in the order of the mask's form; empty where they are generated.</summary>
    public IReadOnlyList<sbyte> Weights { get; } = [];

    /// <summary>The signs of the weights as bits, 1 for plus.</summary>
    public IReadOnlyList<uint> Signs()
    {
        var bits = new BitWords();
        foreach (sbyte weight in Weights)
        {
            bits.Add(weight > 0);
        }
        return bits.Words;
    }

    private static uint[] Flat(Mask mask)
    {
        int words = (int)((mask.Connections + 31) / 32);
        var flat = new uint[words];
        for (int w = 0; w < words; w++)
        {
            flat[w] = (uint)(mask.Words[w / 2] >> (32 * (w % 2)));
        }
        return flat;
    }

    private static IEnumerable<long> Indices(long count)
    {
        for (long index = 0; index < count; index++)
        {
            yield return index;
        }
    }
}
