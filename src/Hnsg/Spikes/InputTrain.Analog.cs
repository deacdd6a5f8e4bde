using Hnsg.Kernels;

namespace Hnsg.Spikes;

/// <content>Real numbers in place of spikes: what a layer of a network without spikes hands to the next.</content>
internal sealed unsafe partial class InputTrain
{
    private AlignedBuffer<float> _reals = new(0);

    /// <summary>Whether the active inputs have values in <see cref="Reals"/>, for one step.</summary>
    public bool Analog { get; private set; }

    /// <summary>Values of the active inputs where <see cref="Analog"/>.</summary>
    public float* Reals => _reals.Pointer;

    /// <summary>Takes over max(0, u) of a layer.</summary>
    /// <param name="sums">u, one a neuron.</param>
    public void FillPositive(ReadOnlySpan<float> sums)
    {
        Begin(sums.Length, spikes: false);
        Grow(ref _reals, sums.Length);
        int count = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            if (sums[i] > 0)
            {
                _active.Pointer[count] = (ushort)i;
                _reals.Pointer[count++] = sums[i];
            }
        }
        ActiveCount = count;
        Analog = true;
    }
}
