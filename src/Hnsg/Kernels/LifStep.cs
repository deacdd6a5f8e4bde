using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>
/// One step of 16 neurons, its only state the membrane; bit for bit <see cref="IntegerLif.Step"/>. A reset that is still
/// to come needs no memory of its own: the membrane before it is above the threshold.
/// </summary>
internal interface ILifStep
{
    /// <summary>u = v − (v &gt;&gt; shift) + I;  s = u &gt; Θ;  then the reset.</summary>
    /// <returns>s: all bits of a lane that spikes, none of the others.</returns>
    static abstract Vector512<int> Run(
        ref Vector512<int> v,
        Vector512<int> current,
        int shift,
        Vector512<int> threshold
    );
}

/// <summary>The scalar twin of <see cref="ILifStep"/>.</summary>
internal static class LifStep
{
    public static bool Run(in IntegerLif lif, int current, ref int v)
    {
        int pending = lif.Reset == ResetKind.DelayedSubtract && v > lif.Threshold ? lif.Threshold : 0;
        return lif.Step(current, ref v, ref pending, out _);
    }
}

/// <summary><see cref="ResetKind.Subtract"/>.</summary>
internal readonly struct SubtractStep : ILifStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Run(ref Vector512<int> v, Vector512<int> current, int shift, Vector512<int> threshold)
    {
        Vector512<int> u = v - (v >> shift) + current;
        v = Vector512.ConditionalSelect(Vector512.GreaterThan(u, threshold), u - threshold, u);
        return Vector512.GreaterThan(u, threshold);
    }
}

/// <summary><see cref="ResetKind.Zero"/>.</summary>
internal readonly struct ZeroStep : ILifStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Run(ref Vector512<int> v, Vector512<int> current, int shift, Vector512<int> threshold)
    {
        Vector512<int> u = v - (v >> shift) + current;
        v = Vector512.ConditionalSelect(Vector512.GreaterThan(u, threshold), Vector512<int>.Zero, u);
        return Vector512.GreaterThan(u, threshold);
    }
}

/// <summary><see cref="ResetKind.DelayedSubtract"/>.</summary>
internal readonly struct DelayedSubtractStep : ILifStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Run(ref Vector512<int> v, Vector512<int> current, int shift, Vector512<int> threshold)
    {
        v = v - (v >> shift) + current - (Vector512.GreaterThan(v, threshold) & threshold);
        return Vector512.GreaterThan(v, threshold);
    }
}

/// <summary><see cref="ResetKind.None"/>: never a spike.</summary>
internal readonly struct SilentStep : ILifStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Run(ref Vector512<int> v, Vector512<int> current, int shift, Vector512<int> threshold)
    {
        v = v - (v >> shift) + current;
        return Vector512<int>.Zero;
    }
}
