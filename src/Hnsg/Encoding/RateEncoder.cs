using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Randomness;

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
    private readonly AlignedBuffer<ulong> _random;
    private readonly AlignedBuffer<uint> _counters = new(16);
    private AlignedBuffer<ulong> _bits = new(0);
    private AlignedBuffer<ushort> _inputs = new(0);

    public RateEncoder(int steps)
    {
        _steps = steps;
        _blocks = (steps + 7) / 8;
        _random = new AlignedBuffer<ulong>(RoundUp(_blocks, 16));
    }

    public override void Encode(ReadOnlySpan<byte> pixels, RandomKey key, uint sample, InputTrain train)
    {
        ListActive(pixels, train, spikes: true);
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(key, sample, train);
            return;
        }
        Vectors(key, sample, train);
    }

    public override void Dispose()
    {
        _random.Dispose();
        _counters.Dispose();
        _bits.Dispose();
        _inputs.Dispose();
        base.Dispose();
    }

    private void Reference(RandomKey key, uint sample, InputTrain train)
    {
        for (int a = 0; a < train.ActiveCount; a++)
        {
            for (int t = 0; t < _steps; t++)
            {
                ulong block = key.Draw(sample, (uint)(train.Active[a] * _blocks + t / 8));
                if ((byte)(block >> (8 * (t % 8))) < train.Values[a])
                {
                    train.Add(a, t);
                }
            }
        }
    }

    // Lanes: 16 blocks at a time, of as many pixels as they cover; then a compare of up to 64 bytes with the pixel.
    private void Vectors(RandomKey key, uint sample, InputTrain train)
    {
        int pixelsAtOnce = Math.Max(1, 16 / _blocks);
        long words = (long)train.ActiveCount * ((_steps + 63) / 64);
        if (_bits.Length < 2 * words || _inputs.Length < train.ActiveCount)
        {
            _bits.Dispose();
            _bits = new AlignedBuffer<ulong>(2 * words);
            _inputs.Dispose();
            _inputs = new AlignedBuffer<ushort>(train.ActiveCount);
        }
        for (int first = 0; first < train.ActiveCount; first += pixelsAtOnce)
        {
            int pixels = Math.Min(pixelsAtOnce, train.ActiveCount - first);
            Draw(key, sample, train, first, pixels);
            for (int p = 0; p < pixels; p++)
            {
                Compare(train, first + p, (byte*)(_random.Pointer + p * _blocks));
            }
        }
        train.Fill(_bits.Pointer, _bits.Pointer + words, _inputs.Pointer);
    }

    private void Draw(RandomKey key, uint sample, InputTrain train, int first, int pixels)
    {
        int total = pixels * _blocks;
        for (int done = 0; done < total; done += 16)
        {
            for (int lane = 0; lane < 16; lane++)
            {
                int item = Math.Min(done + lane, total - 1);
                int pixel = item / _blocks;
                _counters.Pointer[lane] = (uint)(train.Active[first + pixel] * _blocks + (item - pixel * _blocks));
            }
            VectorThreefry.Blocks(key, sample, Vector512.LoadAligned(_counters.Pointer), _random.Pointer + done);
        }
    }

    private void Compare(InputTrain train, int position, byte* random)
    {
        Vector512<byte> pixel = Vector512.Create(train.Values[position]);
        for (int start = 0; start < _steps; start += 64)
        {
            ulong spikes = Vector512.LessThan(Vector512.Load(random + start), pixel).ExtractMostSignificantBits();
            if (_steps - start < 64)
            {
                spikes &= (1UL << (_steps - start)) - 1;
            }
            _bits.Pointer[(long)(start / 64) * train.ActiveCount + position] = spikes;
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple + multiple;
}
