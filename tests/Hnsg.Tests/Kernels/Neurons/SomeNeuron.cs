using Hnsg.Kernels.Neurons;
using Hnsg.Networks;

namespace Hnsg.Tests.Kernels.Neurons;

/// <summary>A kind, a reset and numbers to try, with the equations once more: in 64 bits, with divisions for shifts.</summary>
public sealed record SomeNeuron(NeuronKind Kind, ResetKind Reset, int Shift, int Slow, int Threshold)
{
    public static IEnumerable<SomeNeuron> All =>
        from kind in (NeuronKind[])[NeuronKind.Lif, NeuronKind.If, NeuronKind.Cuba]
        from reset in Enum.GetValues<ResetKind>()
        from shift in (int[])[1, 4, 15]
        from threshold in (int[])[0, 1, 700, 100_000]
        select new SomeNeuron(kind, reset, shift, kind == NeuronKind.Cuba ? shift / 2 : 0, threshold);

    public LifSpec Spec =>
        new()
        {
            Kind = Kind,
            Reset = Reset,
            DecayShift = Shift,
            SynapseShift = Slow,
        };

    internal NeuronKernels Kernels => NeuronCatalog.Find(Kind, Reset);

    internal NeuronConstants Constants(float unit) => new(Spec, Threshold, unit);

    /// <summary>u of every step, v after the last, and the spikes.</summary>
    public (long[] Before, long Last, bool[] Spikes) Run(IEnumerable<int> currents)
    {
        long v = 0,
            y = 0,
            later = 0;
        var before = new List<long>();
        var spikes = new List<bool>();
        foreach (int current in currents)
        {
            y = Kind == NeuronKind.Cuba ? Decay(y, Slow) + current : current;
            long u = (Kind == NeuronKind.If ? v : Decay(v, Shift)) + y - later;
            bool s = u > Threshold && Reset != ResetKind.None;
            v =
                !s ? u
                : Reset == ResetKind.Subtract ? u - Threshold
                : Reset == ResetKind.Zero ? 0
                : u;
            later = s && Reset == ResetKind.DelayedSubtract ? Threshold : 0;
            before.Add(u);
            spikes.Add(s);
        }
        return ([.. before], v, [.. spikes]);
    }

    private static long Decay(long x, int shift) => x - (long)Math.Floor(x / (double)(1 << shift));
}
