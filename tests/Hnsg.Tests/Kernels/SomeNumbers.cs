using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Tests.Kernels;

/// <summary>Numbers to compute with; the same seed gives the same numbers.</summary>
internal static unsafe class SomeNumbers
{
    /// <summary>Uniform in ±range, with a 0 and a −0 now and then.</summary>
    public static AlignedBuffer<float> Floats(long length, ulong seed, double range = 1)
    {
        var key = new RandomKey(seed);
        var buffer = new AlignedBuffer<float>(length);
        for (long i = 0; i < length; i++)
        {
            double uniform = (2 * key.Uniform(50, (uint)i)) - 1;
            buffer.Pointer[i] =
                i % 13 == 5 ? 0f
                : i % 17 == 3 ? -0f
                : (float)(range * uniform);
        }
        return buffer;
    }

    /// <summary>The same, where collected memory will do.</summary>
    public static float[] FloatArray(long length, ulong seed, double range = 1)
    {
        using AlignedBuffer<float> buffer = Floats(length, seed, range);
        return buffer.Span.ToArray();
    }

    /// <summary>Uniform in −range…range.</summary>
    public static AlignedBuffer<int> Integers(long length, ulong seed, int range)
    {
        var key = new RandomKey(seed);
        var buffer = new AlignedBuffer<int>(length);
        for (long i = 0; i < length; i++)
        {
            buffer.Pointer[i] = (int)key.Below(51, (uint)i, (2 * (uint)range) + 1) - range;
        }
        return buffer;
    }

    /// <summary>Frozen weights of a kind, about a third of them masked.</summary>
    public static AlignedBuffer<sbyte> Weights(WeightKind kind, long length, ulong seed)
    {
        var key = new RandomKey(seed);
        var buffer = new AlignedBuffer<sbyte>(length);
        FrozenWeights.Fill(kind, seed, 0, 0, buffer.Span);
        for (long i = 0; i < length; i++)
        {
            if (key.Below(52, (uint)i, 3) == 0)
            {
                buffer.Pointer[i] = 0;
            }
        }
        return buffer;
    }

    public static AlignedBuffer<sbyte> AllTheSame(sbyte weight, long length)
    {
        var buffer = new AlignedBuffer<sbyte>(length);
        buffer.Span.Fill(weight);
        return buffer;
    }

    /// <summary>The inputs among the first few that are drawn, ascending.</summary>
    public static ushort[] Subset(int inputs, double density, ulong seed)
    {
        var key = new RandomKey(seed);
        return [.. Enumerable.Range(0, inputs).Where(i => key.Uniform(53, (uint)i) < density).Select(i => (ushort)i)];
    }

    /// <summary>A sample in which about half of the inputs spike, each at about every third step.</summary>
    public static InputTrain Spikes(int inputs, int steps, ulong seed)
    {
        var key = new RandomKey(seed);
        var train = new InputTrain(steps);
        ushort[] active = Subset(inputs, 0.5, seed);
        train.Begin(active.Length, spikes: true);
        for (int a = 0; a < active.Length; a++)
        {
            train.Active[a] = active[a];
            for (int t = 0; t < steps; t++)
            {
                if (key.Below(54, (uint)((active[a] * steps) + t), 3) == 0)
                {
                    train.Add(a, t);
                }
            }
        }
        return train;
    }

    /// <summary>A direct-coded sample in which about half of the pixels are not 0.</summary>
    public static InputTrain Pixels(int inputs, int steps, ulong seed)
    {
        var train = new InputTrain(steps);
        new DirectEncoder().Encode(Picture(inputs, seed), default, 0, train);
        return train;
    }

    /// <summary>Pixels of which about half are 0, and some 1 and 255.</summary>
    public static byte[] Picture(int inputs, ulong seed)
    {
        var key = new RandomKey(seed);
        var pixels = new byte[inputs];
        for (int i = 0; i < inputs; i++)
        {
            ulong random = key.Draw(55, (uint)i);
            pixels[i] = (random & 0xF) switch
            {
                < 7 => 0,
                7 => 1,
                8 => 255,
                _ => (byte)(random >> 8),
            };
        }
        return pixels;
    }

    public static AlignedBuffer<T> Copy<T>(AlignedBuffer<T> buffer)
        where T : unmanaged
    {
        var copy = new AlignedBuffer<T>(buffer.Length);
        buffer.Span.CopyTo(copy.Span);
        return copy;
    }
}
