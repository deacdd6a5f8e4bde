using System.Numerics;

namespace Hnsg.Kernels;

/// <summary>Dynamics from a neuron's step.</summary>
internal sealed unsafe class NeuronDynamics<TNeuron> : NeuronDynamics
    where TNeuron : INeuron
{
    public override void Run(
        in NeuronConstants<int> it,
        NeuronBlock block,
        int* current,
        int stride,
        ulong* spikes,
        int spikeStride,
        int* membrane
    ) => Forward(it, block, current, stride, spikes, spikeStride, membrane);

    public override void Run(
        in NeuronConstants<float> it,
        NeuronBlock block,
        float* current,
        int stride,
        ulong* spikes,
        int spikeStride,
        float* membrane
    ) => Forward(it, block, current, stride, spikes, spikeStride, membrane);

    public override void Trace(
        in NeuronConstants<int> it,
        NeuronBlock block,
        int* current,
        int stride,
        float unit,
        float* distance
    ) => Distances(it, block, current, stride, unit, distance);

    public override void Trace(
        in NeuronConstants<float> it,
        NeuronBlock block,
        float* current,
        int stride,
        float* distance
    ) => Distances(it, block, current, stride, 1, distance);

    public override void Membranes(
        in NeuronConstants<int> it,
        NeuronBlock block,
        int* current,
        int stride,
        Span<int> before,
        Span<int> after
    )
    {
        for (int j = 0; j < block.Used; j++)
        {
            int v = 0,
                a = 0;
            for (int t = 0; t < block.Steps; t++)
            {
                TNeuron.Step(it, current[t * stride + j], ref v, ref a, out int z);
                before[t * block.Width + j] = z + it.Threshold;
                after[t * block.Width + j] = v;
            }
        }
    }

    public override void Back(
        in NeuronConstants<float> it,
        NeuronBlock block,
        float* distance,
        float* spikeGradient,
        float* membraneGradient,
        float* delta
    )
    {
        int last = (block.Steps - 1) * block.Width;
        for (int j = 0; j < block.Used; j++)
        {
            float e = membraneGradient == null ? 0 : membraneGradient[j];
            float dv = 0,
                da = 0;
            for (int at = last + j; at >= 0; at -= block.Width)
            {
                dv += e;
                bool s = it.Fires(distance[at]);
                delta[at] = TNeuron.Back(it, s, delta[at], spikeGradient[at], ref dv, ref da);
            }
        }
        for (int row = 0; row <= last; row += block.Width)
        {
            new Span<float>(delta + row + block.Used, block.Width - block.Used).Clear();
        }
    }

    private static void Forward<T>(
        in NeuronConstants<T> it,
        NeuronBlock block,
        T* current,
        int stride,
        ulong* spikes,
        int spikeStride,
        T* membrane
    )
        where T : unmanaged, INumber<T>
    {
        for (int t = 0; t < block.Steps; t++)
        {
            spikes[t * spikeStride] = 0;
        }
        new Span<T>(membrane, block.Width).Clear();
        for (int j = 0; j < block.Used; j++)
        {
            T v = T.Zero,
                a = T.Zero;
            for (int t = 0; t < block.Steps; t++)
            {
                bool s = TNeuron.Step(it, current[t * stride + j], ref v, ref a, out _);
                spikes[t * spikeStride] |= (s ? 1UL : 0UL) << j;
            }
            membrane[j] = v;
        }
    }

    private static void Distances<T>(
        in NeuronConstants<T> it,
        NeuronBlock block,
        T* current,
        int stride,
        float unit,
        float* distance
    )
        where T : unmanaged, INumber<T>
    {
        new Span<float>(distance, block.Steps * block.Width).Clear();
        for (int j = 0; j < block.Used; j++)
        {
            T v = T.Zero,
                a = T.Zero;
            for (int t = 0; t < block.Steps; t++)
            {
                TNeuron.Step(it, current[t * stride + j], ref v, ref a, out T z);
                distance[t * block.Width + j] = float.CreateTruncating(z) * unit;
            }
        }
    }
}
