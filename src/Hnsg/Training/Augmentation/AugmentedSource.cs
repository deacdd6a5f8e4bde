using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Randomness;

namespace Hnsg.Training.Augmentation;

/// <summary>Training samples in the shuffled order of an epoch, shifted and warped at random.</summary>
internal sealed class AugmentedSource : BatchSource
{
    private readonly SampleSet _samples;
    private readonly int _width;
    private readonly int _height;
    private readonly int _shift;
    private readonly RandomKey _key;
    private readonly int[] _order;
    private readonly ThreadLocal<Warp>? _warp;
    private RandomKey _warpKey;
    private RandomKey _spikeKey;
    private uint _augmentation;

    /// <summary>Makes the source.</summary>
    /// <param name="samples">Training samples.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="shift">Largest shift in pixels, 0 for none.</param>
    /// <param name="warp">How far pictures are warped.</param>
    /// <param name="seed">Seed of the run.</param>
    public AugmentedSource(SampleSet samples, int width, int height, int shift, WarpOptions warp, ulong seed)
    {
        _samples = samples;
        _width = width;
        _height = height;
        _shift = shift;
        _key = new RandomKey(seed);
        _order = new int[samples.Count];
        _warp = warp.None ? null : new ThreadLocal<Warp>(() => new Warp(width, height, warp));
    }

    /// <summary>Place in the order of the sample in slot 0.</summary>
    public int First { get; set; }

    public override RandomKey SpikeKey => _spikeKey;

    /// <summary>Shuffles for an epoch (Fisher and Yates, from the last place down).</summary>
    /// <param name="epoch">From 0.</param>
    public void Begin(int epoch)
    {
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }
        uint stream = RandomStream.Shuffle(epoch);
        for (int i = _order.Length - 1; i > 0; i--)
        {
            int other = (int)_key.Below(stream, (uint)i, (uint)i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
        _spikeKey = _key.Derive(RandomStream.TrainingSpikes, (uint)epoch);
        _augmentation = RandomStream.Augmentation(epoch);
        _warpKey = _key.Derive(RandomStream.Warps, (uint)epoch);
    }

    public override uint Sample(int slot) => (uint)_order[First + slot];

    /// <summary>Class of the sample in a slot.</summary>
    public byte Label(int slot) => _samples.Labels[_order[First + slot]];

    public override ReadOnlySpan<byte> Pixels(int slot, Span<byte> scratch)
    {
        int sample = _order[First + slot];
        ReadOnlySpan<byte> pixels = _samples.Pixels(sample);
        (int dx, int dy) = Shift(sample);
        if (_warp is not null)
        {
            _warp.Value!.Run(pixels, (dx, dy), _warpKey, (uint)sample, scratch);
            return scratch;
        }
        return _shift == 0 ? pixels : Shifted(pixels, dx, dy, scratch);
    }

    private (int X, int Y) Shift(int sample)
    {
        if (_shift == 0)
        {
            return (0, 0);
        }
        ulong random = _key.Draw(_augmentation, (uint)sample);
        uint range = (uint)(2 * _shift + 1);
        return ((int)(((ulong)(uint)random * range) >> 32) - _shift, (int)(((random >> 32) * range) >> 32) - _shift);
    }

    private ReadOnlySpan<byte> Shifted(ReadOnlySpan<byte> pixels, int dx, int dy, Span<byte> scratch)
    {
        scratch.Clear();
        int length = _width - Math.Abs(dx);
        for (int y = Math.Max(0, dy); y < Math.Min(_height, _height + dy) && length > 0; y++)
        {
            pixels
                .Slice((y - dy) * _width + Math.Max(0, -dx), length)
                .CopyTo(scratch[(y * _width + Math.Max(0, dx))..]);
        }
        return scratch;
    }
}
