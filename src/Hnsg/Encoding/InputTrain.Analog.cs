using Hnsg.Kernels;

namespace Hnsg.Encoding;

/// <content>Real numbers in place of spikes: what a layer of a network without spikes hands to the next.</content>
internal sealed unsafe partial class InputTrain
{
    private AlignedBuffer<float> _reals = new(0);

    /// <summary>Whether the active inputs have values in <see cref="Reals"/>, for one step.</summary>
    public bool Analog { get; private set; }

    /// <summary>Values of the active inputs where <see cref="Analog"/>.</summary>
    public float* Reals => _reals.Pointer;

    /// <summary>Takes over the activations of a layer: those that are not 0.</summary>
    /// <param name="activations">One a neuron.</param>
    public void FillAnalog(ReadOnlySpan<float> activations)
    {
        Begin(activations.Length, spikes: false);
        Grow(ref _reals, activations.Length);
        int count = 0;
        for (int i = 0; i < activations.Length; i++)
        {
            if (activations[i] != 0)
            {
                _active.Pointer[count] = (ushort)i;
                _reals.Pointer[count++] = activations[i];
            }
        }
        ActiveCount = count;
        Analog = true;
    }
}
