using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Kernels.Sums;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>A layer with real weights in float32: of neurons with real membranes, or without spikes.</summary>
internal abstract unsafe class RealWeightLayer : SpikingLayer
{
    private AlignedBuffer<float>? _bias;

    /// <summary>Makes the layer, its weights all 0.</summary>
    /// <param name="neurons">Its neurons.</param>
    /// <param name="shape">Shape.</param>
    /// <param name="steps">T.</param>
    /// <param name="direct">Whether its input is pixels.</param>
    /// <param name="pixelUnit">Real value of one unit of a pixel.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    protected RealWeightLayer(
        NeuronKernels neurons,
        MatrixLayout shape,
        int steps,
        bool direct,
        float pixelUnit,
        int capacity
    )
        : base(neurons, shape, steps, direct, capacity)
    {
        InputUnit = direct ? pixelUnit : 1;
        Effective = new AlignedBuffer<float>(shape.Length);
    }

    /// <summary>Effective weights in the layout of the shape.</summary>
    public AlignedBuffer<float> Effective { get; }

    /// <summary>What is added to every current, one number a lane; null for nothing.</summary>
    protected float* Bias => _bias is null ? null : _bias.Pointer;

    /// <summary>Real value of one unit of input, in which weight gradients are given.</summary>
    public float InputUnit { get; }

    /// <summary>Gives the neurons a bias.</summary>
    public void SetBias(ReadOnlySpan<float> bias)
    {
        _bias = new AlignedBuffer<float>(Shape.Lanes);
        bias.CopyTo(new Span<float>(_bias.Pointer, Shape.Columns));
    }

    /// <summary>The current that pixels cause in a block, the same at every step.</summary>
    protected void PixelCurrent(int block, InputTrain input, float* current)
    {
        RealSum.Run(
            Effective.Pointer + Shape.Block(block),
            Shape.Width,
            input.Active,
            input.Values,
            input.ActiveCount,
            InputUnit,
            current
        );
        if (_bias is not null)
        {
            float* bias = _bias.Pointer + block * Shape.Width;
            for (int j = 0; j < Shape.Width; j++)
            {
                current[j] += bias[j];
            }
        }
    }

    public override void Transpose(int firstRow, int endRow, MatrixLayout lower, float* transposed)
    {
        for (int input = firstRow; input < endRow; input++)
        {
            float* column = transposed + (long)(input / lower.Width) * Shape.Lanes * lower.Width + input % lower.Width;
            for (int neuron = 0; neuron < Shape.Lanes; neuron++)
            {
                column[(long)neuron * lower.Width] = Effective.Pointer[Shape.Offset(input, neuron)];
            }
        }
    }

    public override void Dispose()
    {
        Effective.Dispose();
        _bias?.Dispose();
        base.Dispose();
    }
}
