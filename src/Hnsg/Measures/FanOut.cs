using Hnsg.Networks;

namespace Hnsg.Measures;

/// <summary>Connections that leave each input of a layer.</summary>
internal sealed class FanOut
{
    public FanOut(HiddenNetwork network, int layer)
    {
        NetworkSpec spec = network.Spec;
        Mask mask = network.Masks[layer];
        Kept = new int[mask.Rows];
        NonZero = new int[mask.Rows];
        var weights = new sbyte[mask.Columns];
        for (int input = 0; input < mask.Rows; input++)
        {
            FrozenWeights.Fill(spec.Weights, spec.Seed, layer, (long)input * mask.Columns, weights);
            for (int neuron = 0; neuron < mask.Columns; neuron++)
            {
                if (mask[input, neuron])
                {
                    Kept[input]++;
                    NonZero[input] += weights[neuron] != 0 ? 1 : 0;
                }
            }
        }
    }

    /// <summary>Kept connections of each input.</summary>
    public int[] Kept { get; }

    /// <summary>Those whose weight is not 0.</summary>
    public int[] NonZero { get; }
}
