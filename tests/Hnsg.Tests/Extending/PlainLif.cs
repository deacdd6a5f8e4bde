using Hnsg.Kernels.Neurons;

namespace Hnsg.Tests.Extending;

/// <summary>The LIF neuron, written as anyone would.</summary>
internal readonly struct PlainLif : INeuron
{
    public static bool HasSecondState => false;

    public static TLanes Step<TLanes, TReset>(
        in NeuronConstants it,
        TLanes current,
        ref TLanes v,
        ref TLanes a,
        out TLanes level
    )
        where TLanes : unmanaged, ILanes<TLanes>
        where TReset : IReset
    {
        TLanes u = it.Decay(v) + current;
        level = it.Threshold<TLanes>();
        v = TReset.After(it, u, level);
        return u;
    }

    public static TLanes Back<TLanes, TReset>(
        in NeuronConstants it,
        in BackStep<TLanes> step,
        ref TLanes du,
        ref TLanes da
    )
        where TLanes : unmanaged, IRealLanes<TLanes>
        where TReset : IReset =>
        du = step.Slope * step.Spike + step.Membrane + TReset.Back(it, du, step.Distance, step.Slope);
}
