using System.Runtime.CompilerServices;
using Hnsg.Networks;

namespace Hnsg.Kernels.Neurons;

/// <summary>The numbers that the neurons of a layer share, for either kind of lanes.</summary>
internal readonly record struct NeuronConstants
{
    /// <summary>Numbers of neurons in float32.</summary>
    /// <param name="lif">Decays; the threshold in real units.</param>
    public NeuronConstants(LifSpec lif)
    {
        Shift = lif.DecayShift;
        SlowShift = lif.SynapseShift;
        Beta = (float)lif.Beta;
        Alpha = 1 - 1f / (1 << lif.SynapseShift);
        RealThreshold = (float)lif.Threshold;
        Unit = 1;
    }

    /// <summary>Numbers of neurons in integers.</summary>
    /// <param name="lif">Decays.</param>
    /// <param name="threshold">Θ.</param>
    /// <param name="unit">Real value of one unit of the membrane.</param>
    public NeuronConstants(LifSpec lif, int threshold, float unit)
        : this(lif)
    {
        IntegerThreshold = threshold;
        RealThreshold = threshold * unit;
        Unit = unit;
    }

    /// <summary>Decay of the membrane in integers.</summary>
    public int Shift { get; init; }

    /// <summary>Decay of the second state in integers.</summary>
    public int SlowShift { get; init; }

    /// <summary>β = 1 − 2^−shift, or as trained.</summary>
    public float Beta { get; init; }

    /// <summary>α = 1 − 2^−shift of the second state; 0 for a shift of 0.</summary>
    public float Alpha { get; init; }

    /// <summary>Θ.</summary>
    public int IntegerThreshold { get; init; }

    /// <summary>θ, or Θ in real units.</summary>
    public float RealThreshold { get; init; }

    /// <summary>Real value of one unit of the membrane.</summary>
    public float Unit { get; init; }

    /// <summary>Whether gradient flows through the reset.</summary>
    public bool Attached { get; init; }

    /// <summary>The threshold in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Threshold<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Create(IntegerThreshold, RealThreshold);

    /// <summary>What is left of a membrane a step later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Decay<TLanes>(TLanes v)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Decay(v, Shift, Beta);

    /// <summary>What is left of the second state a step later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes SlowDecay<TLanes>(TLanes a)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Decay(a, SlowShift, Alpha);
}
