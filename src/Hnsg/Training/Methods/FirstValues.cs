using Hnsg.Kernels;
using Hnsg.Randomness;

namespace Hnsg.Training.Methods;

/// <summary>What scores and trained weights start from.</summary>
internal static unsafe class FirstValues
{
    /// <summary>Draws numbers uniform in ±range, 32 random bits each, in the order of the connections.</summary>
    public static void Draw(AlignedBuffer<float> values, LayerShape shape, ulong seed, int index, double range)
    {
        var key = new RandomKey(seed);
        uint stream = RandomStream.Scores(index);
        for (int input = 0; input < shape.FanIn; input++)
        {
            for (int neuron = 0; neuron < shape.Neurons; neuron++)
            {
                long connection = (long)input * shape.Neurons + neuron;
                ulong block = key.Draw(stream, (uint)(connection / 2));
                uint bits = (uint)(connection % 2 == 0 ? block : block >> 32);
                values.Pointer[shape.Offset(input, neuron)] = (float)(((bits + 0.5) / 2147483648.0 - 1) * range);
            }
        }
    }
}
