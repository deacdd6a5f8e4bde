using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Encoding;

/// <summary>At every step a pixel p spikes with probability p/256: where a random byte is less than p.</summary>
/// <remarks>
/// The byte of pixel i at step t of sample n is byte t % 8, from the low end, of block i·ceil(T/8) + t/8 of stream n
/// under the key. A pixel of 0 never spikes and draws nothing.
/// </remarks>
internal sealed unsafe class RateEncoder : Encoder
{
    private readonly int _steps;
    private readonly int _blocks;
    private readonly Vector512<uint> _lanePixel;
    private readonly Vector512<uint> _laneBlock;
    private readonly AlignedBuffer<ulong> _random;
    private AlignedBuffer<ulong> _bits = new(0);
    private AlignedBuffer<ushort> _inputs = new(0);

    public RateEncoder(int steps)
    {
        _steps = steps;
        _blocks = (steps + 7) / 8;
        _random = new AlignedBuffer<ulong>(RoundUp(_blocks, 16));
        _lanePixel = Vector512.Create([.. Enumerable.Range(0, 16).Select(lane => (uint)(lane / _blocks))]);
        _laneBlock = Vector512.Create([.. Enumerable.Range(0, 16).Select(lane => (uint)(lane % _blocks))]);
    }

    public override void Encode(ReadOnlySpan<byte> pixels, RandomKey key, uint sample, InputTrain train)
    {
        ListActive(pixels, train, spikes: true);
        int pixelsAtOnce = Math.Max(1, 16 / _blocks);
        long words = (long)train.ActiveCount * ((_steps + 63) / 64);
        if (_bits.Length < 2 * words + SpikeList.PastEnd || _inputs.Length < train.ActiveCount + SpikeList.PastEnd)
        {
            _bits.Dispose();
            _bits = new AlignedBuffer<ulong>(2 * words + SpikeList.PastEnd);
            _inputs.Dispose();
            _inputs = new AlignedBuffer<ushort>(train.ActiveCount + SpikeList.PastEnd);
        }
        for (int first = 0; first < train.ActiveCount; first += pixelsAtOnce)
        {
            int count = Math.Min(pixelsAtOnce, train.ActiveCount - first);
            Draw(key, sample, train, first, count);
            for (int p = 0; p < count; p++)
            {
                Compare(train, first + p, (byte*)(_random.Pointer + p * _blocks));
            }
        }
        train.Fill(_bits.Pointer, _bits.Pointer + words, _inputs.Pointer);
    }

    public override void Dispose()
    {
        _random.Dispose();
        _bits.Dispose();
        _inputs.Dispose();
        base.Dispose();
    }

    // The random blocks of some pixels. Lanes: 16 blocks at a time, of as many pixels as they cover.
    private void Draw(RandomKey key, uint sample, InputTrain train, int first, int count)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            for (int n = 0; n < count * _blocks; n++)
            {
                uint block = (uint)(train.Active[first + n / _blocks] * _blocks + n % _blocks);
                _random.Pointer[n] = key.Draw(sample, block);
            }
            return;
        }
        if (_blocks > 16)
        {
            uint start = (uint)(train.Active[first] * _blocks);
            for (int done = 0; done < _blocks; done += 16)
            {
                Vector512<uint> blocks = Vector512.Create(start + (uint)done) + Vector512<uint>.Indices;
                VectorThreefry.Blocks(key, sample, blocks, _random.Pointer + done);
            }
            return;
        }
        Vector256<ushort> active = Vector256.Load(train.Active + first);
        Vector512<uint> pixels = Vector512.Create(Vector256.WidenLower(active), Vector256.WidenUpper(active));
        Vector512<uint> counters = Vector512.Shuffle(pixels, _lanePixel) * Vector512.Create((uint)_blocks) + _laneBlock;
        VectorThreefry.Blocks(key, sample, counters, _random.Pointer);
    }

    // The spikes of a pixel, 64 steps a word.
    private void Compare(InputTrain train, int position, byte* random)
    {
        byte value = train.Values[position];
        ulong* bits = _bits.Pointer + position;
        if (_steps <= 32 && Vector128.IsHardwareAccelerated)
        {
            // No wider than needed: what lies in two of the writes before would have to wait for both.
            uint spikes = Vector256
                .LessThan(Vector256.Load(random), Vector256.Create(value))
                .ExtractMostSignificantBits();
            *bits = spikes & (uint.MaxValue >> (32 - _steps));
            return;
        }
        for (int start = 0; start < _steps; start += 64)
        {
            ulong spikes = Less(random + start, value);
            if (_steps - start < 64)
            {
                spikes &= (1UL << (_steps - start)) - 1;
            }
            bits[(long)(start / 64) * train.ActiveCount] = spikes;
        }
    }

    // Lanes: 64 steps; those past the last are of another pixel and mean nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Less(byte* random, byte value)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            return Vector512.LessThan(Vector512.Load(random), Vector512.Create(value)).ExtractMostSignificantBits();
        }
        ulong spikes = 0;
        for (int t = 0; t < 64; t++)
        {
            spikes |= (random[t] < value ? 1UL : 0UL) << t;
        }
        return spikes;
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple + multiple;
}
