using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>A layer in the numbers of NIR: an affine map and the neurons behind it.</summary>
/// <param name="Type">LIF, IF, or LI for a read-out that never spikes.</param>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Neurons">Number of neurons.</param>
/// <param name="Weights">Neurons × inputs.</param>
/// <param name="Bias">One a neuron.</param>
/// <param name="Tau">Time constant in seconds; IF has none.</param>
/// <param name="R">What currents are multiplied by.</param>
/// <param name="Threshold">v_threshold; LI has none.</param>
internal sealed record NirLayer(
    string Type,
    int Inputs,
    int Neurons,
    float[] Weights,
    float[] Bias,
    double Tau,
    double R,
    double Threshold
)
{
    /// <summary>A layer of a network.</summary>
    /// <exception cref="InputException">NIR cannot express it.</exception>
    public static NirLayer Of(TrainedNetwork network, int layer) =>
        network switch
        {
            HiddenNetwork hidden => Of(hidden, layer),
            RealNetwork real => Of(real, layer),
            _ => throw new InputException(
                "model",
                "it has a mask of signs as well as a seed. Only networks of method hnsg and networks with real weights can be written as NIR"
            ),
        };

    /// <summary>A layer of a hidden network; what a membrane and a threshold are in NIR is that of the weights' unit.</summary>
    /// <remarks>
    /// The integer membrane is v·2^F. A neuron spikes above Θ, and NIR's threshold lies half a unit higher: no membrane
    /// of ours meets it, so it does not matter whether a tool compares with &gt; or ≥.
    /// </remarks>
    public static NirLayer Of(HiddenNetwork network, int layer)
    {
        NetworkSpec spec = network.Spec;
        LifSpec lif = spec.Layers[layer].Lif;
        Mask mask = network.Masks[layer];
        int gain = Gain(lif);
        var weights = new float[mask.Connections];
        var row = new sbyte[mask.Columns];
        for (int input = 0; input < mask.Rows; input++)
        {
            FrozenWeights.Fill(spec.Weights, spec.Seed, layer, (long)input * mask.Columns, row);
            for (int neuron = 0; neuron < mask.Columns; neuron++)
            {
                weights[(long)neuron * mask.Rows + input] = mask[input, neuron] ? row[neuron] * gain : 0;
            }
        }
        return new NirLayer(
            TypeOf(lif),
            mask.Rows,
            mask.Columns,
            weights,
            new float[mask.Columns],
            (float)(NirNames.UsualStep * gain),
            1,
            HalfAbove(spec, layer)
        );
    }

    /// <summary>
    /// A layer of a network of real weights: they are as they are, and r takes back what the equation τ·dv/dt = −v + r·I,
    /// taken in steps of dt, makes smaller in them.
    /// </summary>
    private static NirLayer Of(RealNetwork network, int layer)
    {
        NetworkSpec spec = network.Spec;
        LifSpec lif = spec.Layers[layer].Lif;
        (int inputs, int neurons) = (spec.FanIn(layer), spec.Layers[layer].Neurons);
        float[] byInput = network.Weights[layer].All(spec, layer);
        var weights = new float[byInput.Length];
        for (int input = 0; input < inputs; input++)
        {
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                weights[(long)neuron * inputs + input] = byInput[(long)input * neurons + neuron];
            }
        }
        double part = lif.Kind == NeuronKind.If ? 1 : 1 - lif.Beta;
        return new NirLayer(
            TypeOf(lif),
            inputs,
            neurons,
            weights,
            network.Weights[layer].Bias?.ToArray() ?? new float[neurons],
            NirNames.UsualStep / part,
            1 / part,
            lif.Threshold
        );
    }

    /// <summary>1 / (1 − β): what the equation τ·dv/dt = −v + r·I, taken in steps of dt, makes smaller in a weight.</summary>
    public static int Gain(LifSpec lif) => lif.Kind == NeuronKind.If ? 1 : 1 << lif.DecayShift;

    private static string TypeOf(LifSpec lif) =>
        lif.Reset == ResetKind.None ? NirNames.Li
        : lif.Kind == NeuronKind.If ? NirNames.If
        : NirNames.Lif;

    private static float HalfAbove(NetworkSpec spec, int layer)
    {
        double threshold = (spec.Threshold(layer) + 0.5) / (1 << spec.FractionBits);
        return (float)threshold == threshold
            ? (float)threshold
            : throw new InputException(
                "model",
                $"the threshold of layer {layer + 1} is too large for a float32, the number type of NIR files. Train with fewer --fraction-bits"
            );
    }
}
