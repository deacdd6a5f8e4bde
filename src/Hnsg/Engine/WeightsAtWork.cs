using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Takes real weights from a layer at work, and gives it some.</summary>
internal static unsafe class WeightsAtWork
{
    /// <summary>The weights of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="mask">Which connections there are; null for all.</param>
    public static LayerWeights Weights(this RealWeightLayer layer, Mask? mask)
    {
        MatrixLayout shape = layer.Shape;
        var values = new float[mask?.Kept ?? (long)shape.Rows * shape.Columns];
        int next = 0;
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                if (mask is null || mask[input, neuron])
                {
                    values[next++] = layer.Effective.Pointer[shape.Offset(input, neuron)];
                }
            }
        }
        return LayerWeights.Own(mask, values);
    }

    /// <summary>Gives a layer whose weights are 0 those of a network.</summary>
    public static void SetWeights(this RealWeightLayer layer, RealNetwork network, int index)
    {
        MatrixLayout shape = layer.Shape;
        LayerWeights weights = network.Weights[index];
        if (weights.Bias is { } bias)
        {
            layer.SetBias(bias.Span);
        }
        float[] all = weights.All(network.Spec, index);
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                layer.Effective.Pointer[shape.Offset(input, neuron)] = all[(long)input * shape.Columns + neuron];
            }
        }
    }
}
