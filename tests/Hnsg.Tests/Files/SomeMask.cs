using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Tests.Files;

/// <summary>Masks to code.</summary>
internal static class SomeMask
{
    /// <summary>A mask whose rows have densities of their own; connections are independent.</summary>
    public static Mask Of(int inputs, int neurons, Func<int, double> density, ulong seed = 1)
    {
        var mask = new MaskBuilder(inputs, neurons);
        var key = new RandomKey(seed);
        for (long i = 0; i < mask.Connections; i++)
        {
            mask[i] = key.Uniform(99, (uint)i) < density((int)(i / neurons));
        }
        return mask.Build();
    }

    /// <summary>The same mask with one connection kept or dropped.</summary>
    public static Mask With(this Mask mask, long index, bool kept) => new MaskBuilder(mask) { [index] = kept }.Build();

    /// <summary>A mask in which each connection equals the vote of its left and upper pixel more often than not.</summary>
    public static Mask Smooth(int width, int height, int neurons, WeightKind kind, ulong seed)
    {
        var mask = new MaskBuilder(width * height, neurons);
        var key = new RandomKey(seed);
        for (int input = 0; input < mask.Rows; input++)
        {
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                int votes = Sign(input - 1) + (input >= width ? Sign(input - width) : 0);
                double p = Math.Clamp(0.3 + (0.25 * votes * Math.Sign(Weight(input))), 0.02, 0.98);
                mask[input, neuron] = key.Uniform(99, (uint)((input * neurons) + neuron)) < p;

                int Weight(int i) => FrozenWeights.At(kind, seed, 0, ((long)i * neurons) + neuron);
                int Sign(int i) => i >= 0 && mask[i, neuron] ? Math.Sign(Weight(i)) : 0;
            }
        }
        return mask.Build();
    }

    /// <summary>Σ over rows of n·H(kept of the row / n), in bytes: what rows of known, independent densities would take.</summary>
    public static double RowEntropyBytes(Mask mask)
    {
        double bits = 0;
        for (int input = 0; input < mask.Rows; input++)
        {
            int kept = Enumerable.Range(0, mask.Columns).Count(neuron => mask[input, neuron]);
            bits += EntropyBits(kept, mask.Columns);
        }
        return bits / 8;
    }

    /// <summary>n·H(kept/n), in bits.</summary>
    public static double EntropyBits(double kept, double n) =>
        kept == 0 || kept == n ? 0 : -(kept * Math.Log2(kept / n)) - ((n - kept) * Math.Log2(1 - (kept / n)));
}
