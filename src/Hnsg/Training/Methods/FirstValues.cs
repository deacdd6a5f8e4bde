using Hnsg.Kernels;
using Hnsg.Randomness;

namespace Hnsg.Training.Methods;

/// <summary>What scores and trained weights start from.</summary>
internal static unsafe class FirstValues
{
    /// <summary>Draws numbers uniform in ±range, 32 random bits each, in the order of the connections.</summary>
    public static void Draw(AlignedBuffer<float> values, MatrixLayout shape, ulong seed, int index, double range)
    {
        var key = new RandomKey(seed);
        uint stream = RandomStream.Scores(index);
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                long connection = (long)input * shape.Columns + neuron;
                ulong block = key.Draw(stream, (uint)(connection / 2));
                uint bits = (uint)(connection % 2 == 0 ? block : block >> 32);
                values.Pointer[shape.Offset(input, neuron)] = (float)(((bits + 0.5) / 2147483648.0 - 1) * range);
            }
        }
    }
}
