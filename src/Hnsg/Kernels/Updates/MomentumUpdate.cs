using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Updates;

/// <summary>One step of stochastic gradient descent with momentum: b ← μb + (g + decay·p);  p ← p − rate·b.</summary>
internal readonly record struct MomentumUpdate(float Momentum, float Rate, float Decay)
{
    /// <summary>Updates parameters and their momentum in place.</summary>
    /// <param name="parameters">p.</param>
    /// <param name="gradient">g.</param>
    /// <param name="momentum">b.</param>
    /// <param name="length">A multiple of 16.</param>
    public unsafe void Run(float* parameters, float* gradient, float* momentum, long length)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(parameters, gradient, momentum, length);
            return;
        }
        // Lanes: 16 parameters.
        Vector512<float> mu = Vector512.Create(Momentum),
            rate = Vector512.Create(Rate),
            decay = Vector512.Create(Decay);
        for (long i = 0; i < length; i += 16)
        {
            Vector512<float> p = Vector512.LoadAligned(parameters + i);
            Vector512<float> b =
                mu * Vector512.LoadAligned(momentum + i) + (Vector512.LoadAligned(gradient + i) + decay * p);
            b.StoreAligned(momentum + i);
            (p - rate * b).StoreAligned(parameters + i);
        }
    }

    public unsafe void Reference(float* parameters, float* gradient, float* momentum, long length)
    {
        for (long i = 0; i < length; i++)
        {
            float p = parameters[i];
            float b = Momentum * momentum[i] + (gradient[i] + Decay * p);
            momentum[i] = b;
            parameters[i] = p - Rate * b;
        }
    }
}
