using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Encoding;

/// <summary>Rate-coded spikes of one sample as lists of weight rows, for inference.</summary>
/// <remarks>
/// The spikes are those of <see cref="RateEncoder"/>; nothing is made that only a gradient needs. A pixel that spikes at
/// most of the steps at hand is steady.
/// </remarks>
internal sealed unsafe class RateEvents : IDisposable
{
    private readonly int _width;
    private readonly int _blocks;
    private readonly AlignedBuffer<ushort> _inputs;
    private readonly AlignedBuffer<byte> _values;
    private readonly AlignedBuffer<uint> _counters;
    private readonly AlignedBuffer<ulong> _random;
    private readonly AlignedBuffer<uint> _spikes;
    private readonly AlignedBuffer<uint> _silences;
    private readonly AlignedBuffer<int> _rows;
    private int _active;

    /// <summary>Makes the encoder.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Elements from one row of weights to the next.</param>
    public RateEvents(int inputs, int steps, int width)
    {
        _width = width;
        _blocks = (steps + 7) / 8;
        _inputs = new(inputs);
        _values = new(inputs);
        _counters = new(4L * inputs + 16);
        _random = new(4L * inputs + 16);
        _spikes = new(inputs);
        _silences = new(inputs);
        _rows = new(inputs);
    }

    /// <summary>Takes the next sample.</summary>
    public void Begin(ReadOnlySpan<byte> pixels)
    {
        int count = 0;
        int i = 0;
        fixed (byte* pixel = pixels)
        {
            if (Vector128.IsHardwareAccelerated)
            {
                for (; i + 64 <= pixels.Length; i += 64)
                {
                    ulong some = ~Vector512
                        .Equals(Vector512.Load(pixel + i), Vector512<byte>.Zero)
                        .ExtractMostSignificantBits();
                    for (; some != 0; some &= some - 1)
                    {
                        int input = i + BitOperations.TrailingZeroCount(some);
                        _inputs.Pointer[count] = (ushort)input;
                        _values.Pointer[count++] = pixel[input];
                    }
                }
            }
            for (; i < pixels.Length; i++)
            {
                if (pixel[i] != 0)
                {
                    _inputs.Pointer[count] = (ushort)i;
                    _values.Pointer[count++] = pixel[i];
                }
            }
        }
        _active = count;
    }

    /// <summary>Lists the spikes of some steps of the sample.</summary>
    /// <param name="key">Key of the input spikes.</param>
    /// <param name="sample">Index of the sample: its random stream.</param>
    /// <param name="first">First step, a multiple of 8.</param>
    /// <param name="steps">Number of steps, 1…32.</param>
    /// <param name="lists">Made anew.</param>
    public void List(RandomKey key, uint sample, int first, int steps, RowLists lists)
    {
        int blocks = (steps + 7) / 8;
        Draw(key, sample, first / 8, blocks);
        uint all = uint.MaxValue >> (RowLists.MostSteps - steps);
        int others = 0;
        int steady = 0;
        for (int a = 0; a < _active; a++)
        {
            uint spikes = Spikes((byte*)(_random.Pointer + a * blocks), _values.Pointer[a]) & all;
            // Both places are written, and only the right one is moved on: no branch to mispredict.
            int row = _inputs.Pointer[a] * _width;
            _spikes.Pointer[others] = spikes;
            _rows.Pointer[others] = row;
            _silences.Pointer[steady] = ~spikes;
            lists.Steady[steady] = row;
            int most = 2 * BitOperations.PopCount(spikes) > steps ? 1 : 0;
            steady += most;
            others += 1 - most;
        }
        lists.SteadyCount = steady;
        new Span<int>(lists.Lengths, steps).Clear();
        RowListing.Append(_spikes.Pointer, _rows.Pointer, others, steps, lists);
        new Span<int>(lists.Lengths, steps).CopyTo(new Span<int>(lists.Events, steps));
        RowListing.Append(_silences.Pointer, lists.Steady, steady, steps, lists);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inputs.Dispose();
        _values.Dispose();
        _counters.Dispose();
        _random.Dispose();
        _spikes.Dispose();
        _silences.Dispose();
        _rows.Dispose();
    }

    // Random blocks [first, first + blocks) of each active pixel, one pixel behind the other.
    private void Draw(RandomKey key, uint sample, int first, int blocks)
    {
        int total = _active * blocks;
        for (int a = 0; a < _active; a++)
        {
            uint block = (uint)(_inputs.Pointer[a] * _blocks + first);
            uint* counter = _counters.Pointer + a * blocks;
            // Four are written where fewer are wanted; the next pixel's, or nobody's, lie there.
            counter[0] = block;
            counter[1] = block + 1;
            counter[2] = block + 2;
            counter[3] = block + 3;
        }
        if (!Vector128.IsHardwareAccelerated)
        {
            for (int n = 0; n < total; n++)
            {
                _random.Pointer[n] = key.Draw(sample, _counters.Pointer[n]);
            }
            return;
        }
        for (int n = 0; n < total; n += 16)
        {
            VectorThreefry.Blocks(key, sample, Vector512.LoadAligned(_counters.Pointer + n), _random.Pointer + n);
        }
    }

    // Lanes: 32 steps; those past the last are of another pixel and mean nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Spikes(byte* random, byte value)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            return Vector256.LessThan(Vector256.Load(random), Vector256.Create(value)).ExtractMostSignificantBits();
        }
        uint spikes = 0;
        for (int t = 0; t < RowLists.MostSteps; t++)
        {
            spikes |= (random[t] < value ? 1u : 0u) << t;
        }
        return spikes;
    }
}
