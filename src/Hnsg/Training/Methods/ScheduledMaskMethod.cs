using System.Numerics;
using System.Runtime.Intrinsics;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Top-k masks whose k changes in training: with the step, or with what the other layers keep.</summary>
/// <remarks>
/// The weights' scale follows the kept fraction, so thresholds change too. Where the top k are those of the whole
/// network, layers are compared by |S|·√fan_in, which starts out the same for all; of equals the earlier layer stays, and
/// every layer keeps at least one connection. (Ramanujan et al. and biprop have global masks as an option.)
/// </remarks>
internal sealed unsafe class ScheduledMaskMethod : LayerMethod
{
    private readonly NetworkSpec _spec;
    private readonly int _index;
    private readonly IntegerLayer _layer;
    private readonly TopKMaskMethod _masks;
    private readonly MethodSetup _setup;
    private long _step;
    private KeepSchedule _schedule;

    public ScheduledMaskMethod(NetworkSpec spec, int index, IntegerLayer layer, TopKMaskMethod masks, MethodSetup setup)
    {
        _spec = spec;
        _index = index;
        _layer = layer;
        _masks = masks;
        _setup = setup;
        _schedule = new KeepSchedule(setup.Options, 1);
        setup.Layers.Add(this);
    }

    /// <summary>The kept fraction of now.</summary>
    public double Keep { get; private set; }

    public override bool Rescales => true;

    public override Tile[][] Tiles => _masks.Tiles;

    public override AlignedBuffer<float>? Scores => _masks.Scores;

    public override IReadOnlyList<AlignedBuffer<float>> State => _masks.State;

    public override void Begin(long step, long steps)
    {
        _step = step;
        _schedule = new KeepSchedule(_setup.Options, steps);
    }

    public override void Update(Tile tile, float* gradient, Optimiser optimiser) =>
        _masks.Update(tile, gradient, optimiser);

    // Layer after layer is called; the first decides for all where the choice is the network's.
    public override void Select(WorkerTeam team)
    {
        if (!_schedule.OfNetwork)
        {
            Take(_schedule.At(_spec.Layers[_index].Keep, _step));
        }
        else if (_index == 0)
        {
            Share();
        }
        _masks.Select(team);
    }

    public override void Apply(Tile tile) => _masks.Apply(tile);

    public override string? Infinite => _masks.Infinite;

    public override Mask CurrentMask() => _masks.CurrentMask();

    public override void Restored() => _masks.Restored();

    public override void Dispose() => _masks.Dispose();

    private void Take(double keep)
    {
        Keep = keep;
        LayerSpec[] layers = [.. _spec.Layers];
        layers[_index] = layers[_index] with { Keep = keep };
        NetworkSpec now = _spec with { Layers = layers };
        _masks.SetScale(now);
        _layer.Rescale(now, _index);
    }

    private void Share()
    {
        ScheduledMaskMethod[] layers = [.. _setup.Layers.Cast<ScheduledMaskMethod>()];
        long keep = layers.Sum(layer =>
            NetworkSpec.KeptCount(_spec.Connections(layer._index), _schedule.At(_spec.Layers[layer._index].Keep, _step))
        );
        uint cut = Cut(layers, keep);
        long above = layers.Sum(layer => layer.Count(cut + 1));
        long ties = keep - above;
        foreach (ScheduledMaskMethod layer in layers)
        {
            long more = layer.Count(cut + 1);
            long equal = Math.Min(ties, layer.Count(cut) - more);
            ties -= equal;
            long connections = _spec.Connections(layer._index);
            layer.Take(Math.Max(1, more + equal) / (double)connections);
        }
    }

    // The largest value, as bits, that at least so many scores reach: found bit by bit.
    private static uint Cut(ScheduledMaskMethod[] layers, long keep)
    {
        uint cut = 0;
        for (int bit = 30; bit >= 0; bit--)
        {
            uint higher = cut | (1u << bit);
            if (layers.Sum(layer => layer.Count(higher)) >= keep)
            {
                cut = higher;
            }
        }
        return cut;
    }

    // Connections whose |S|·√fan_in has at least these bits; unused lanes are 0 and never counted above 0.
    private long Count(uint least)
    {
        MatrixLayout shape = _layer.Shape;
        float root = (float)Math.Sqrt(shape.Rows);
        float* scores = _masks.Scores!.Pointer;
        if (least == 0)
        {
            return (long)shape.Rows * shape.Columns;
        }
        long count = 0;
        if (!Vector128.IsHardwareAccelerated)
        {
            for (long i = 0; i < shape.Length; i++)
            {
                count += BitConverter.SingleToUInt32Bits(Math.Abs(scores[i] * root)) >= least ? 1 : 0;
            }
            return count;
        }
        // Lanes: 16 connections.
        var below = Vector512.Create((int)least - 1);
        for (long i = 0; i < shape.Length; i += 16)
        {
            Vector512<float> size = Vector512.Abs(Vector512.LoadAligned(scores + i) * Vector512.Create(root));
            Vector512<int> reaches = Vector512.GreaterThan(size.AsInt32(), below);
            count += BitOperations.PopCount(reaches.ExtractMostSignificantBits());
        }
        return count;
    }
}
