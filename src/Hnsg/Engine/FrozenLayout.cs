using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Frozen weights in the layout of the kernels.</summary>
internal static unsafe class FrozenLayout
{
    /// <summary>Writes all weights of a layer.</summary>
    public static void Fill(NetworkSpec spec, int layer, MatrixLayout shape, AlignedBuffer<sbyte> weights)
    {
        var row = new sbyte[shape.Columns];
        for (int input = 0; input < shape.Rows; input++)
        {
            FrozenWeights.Fill(spec.Weights, spec.Seed, layer, (long)input * shape.Columns, row);
            for (int block = 0; block < shape.Blocks; block++)
            {
                int used = shape.Used(block);
                row.AsSpan(block * shape.Width, used)
                    .CopyTo(new Span<sbyte>(weights.Pointer + shape.Offset(input, block * shape.Width), used));
            }
        }
    }

    /// <summary>Turns over the signs of the weights that a mask names.</summary>
    public static void Negate(MatrixLayout shape, Mask negated, AlignedBuffer<sbyte> weights)
    {
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                if (negated[input, neuron])
                {
                    sbyte* weight = weights.Pointer + shape.Offset(input, neuron);
                    *weight = (sbyte)-*weight;
                }
            }
        }
    }

    /// <summary>Writes the weights that a mask keeps, and 0 elsewhere.</summary>
    public static void Fill(NetworkSpec spec, int layer, MatrixLayout shape, Mask mask, AlignedBuffer<sbyte> weights)
    {
        Fill(spec, layer, shape, weights);
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                if (!mask[input, neuron])
                {
                    weights.Pointer[shape.Offset(input, neuron)] = 0;
                }
            }
        }
    }
}
