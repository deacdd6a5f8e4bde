using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>Turns what a file holds into a network of real weights.</summary>
internal static class NirConversion
{
    // As near as a float32 comes.
    private const double Precision = 1e-6;

    private const int MostThreshold = 1000;
    private const int MostShift = 15;

    /// <summary>Converts.</summary>
    /// <param name="layers">The layers of the file.</param>
    /// <param name="step">Seconds of a step.</param>
    /// <param name="options">How samples become input.</param>
    /// <param name="own">The spec in a file of our own, which says so itself; else null.</param>
    /// <param name="metadata">What is known about the network.</param>
    public static RealNetwork Run(
        List<NirReadLayer> layers,
        double step,
        NirImportOptions options,
        NetworkSpec? own,
        ModelMetadata metadata
    )
    {
        var specs = new LayerSpec[layers.Count];
        var weights = new LayerWeights[layers.Count];
        const int FractionBits = 8;
        double unit = own is null ? (options.White - options.Black) / 255 : 1.0 / (1 << own.FractionBits);
        bool direct = (own?.Encoding ?? options.Encoding) == InputEncoding.Direct;
        for (int l = 0; l < specs.Length; l++)
        {
            bool pixels = l == 0 && direct;
            (specs[l], weights[l]) = Layer(
                layers[l],
                step,
                pixels ? unit * (1 << FractionBits) : 1,
                pixels && own is null ? options.Black : 0
            );
        }
        var spec = new NetworkSpec
        {
            Inputs = layers[0].Inputs,
            Layers = specs,
            Seed = own?.Seed ?? 0,
            Steps = own?.Steps ?? options.Steps,
            Encoding = own?.Encoding ?? options.Encoding,
            FractionBits = FractionBits,
        };
        return new RealNetwork(spec, NirImport.Method, weights)
        {
            Metadata = options.Dataset is { } dataset ? metadata with { Dataset = dataset } : metadata,
        };
    }

    // With x = v − v_reset: x[t] = β·x[t−1] + λ·(r·I + v_leak − v_reset), which spikes above v_threshold − v_reset and
    // then is 0.
    private static (LayerSpec Spec, LayerWeights Weights) Layer(
        NirReadLayer layer,
        double step,
        double inputUnit,
        double inputStart
    )
    {
        double part = Part(layer, step);
        double threshold = Threshold(layer, out double[] scales);
        var values = new float[(long)layer.Inputs * layer.Neurons];
        var bias = new float[layer.Neurons];
        for (int neuron = 0; neuron < layer.Neurons; neuron++)
        {
            double factor = part * layer.R[neuron] / scales[neuron];
            double sum = 0;
            for (int input = 0; input < layer.Inputs; input++)
            {
                double weight = layer.Weights[(long)neuron * layer.Inputs + input];
                sum += weight;
                values[(long)input * layer.Neurons + neuron] = (float)(weight * factor * inputUnit);
            }
            double constant = layer.Bias[neuron] + inputStart * sum;
            double leak = part * (layer.Leak[neuron] - layer.Reset[neuron]) / scales[neuron];
            bias[neuron] = (float)(constant * factor + (layer.Type == NirNames.If ? 0 : leak));
        }
        bool silent = layer.Type == NirNames.Li;
        int shift = Shift(part);
        return (
            new LayerSpec
            {
                Neurons = layer.Neurons,
                Keep = 1,
                Lif = new LifSpec
                {
                    Kind = layer.Type == NirNames.If ? NeuronKind.If : NeuronKind.Lif,
                    Reset = silent ? ResetKind.None : ResetKind.Zero,
                    Threshold = threshold,
                    DecayShift = shift > 0 ? shift : new LifSpec().DecayShift,
                    TrainedBeta = shift > 0 || layer.Type == NirNames.If ? null : 1 - part,
                },
            },
            LayerWeights.Dense(values, bias.All(it => it == 0) ? (ReadOnlyMemory<float>?)null : bias)
        );
    }

    // λ = dt/τ, the same for all neurons of a layer; 1 for IF, whose current is taken as a charge a step.
    private static double Part(NirReadLayer layer, double step)
    {
        if (layer.Type == NirNames.If)
        {
            return 1;
        }
        double tau = layer.Tau[0];
        int other = Array.FindIndex(layer.Tau, it => Math.Abs(it - tau) > Precision * Math.Abs(tau));
        if (other >= 0)
        {
            throw layer.Node.Wrong(
                NirNames.Tau,
                $"neuron {other} has {layer.Tau[other]}, neuron 0 has {tau}; all neurons of a layer must decay alike"
            );
        }
        double part = step / tau;
        if (!(part > 0 && part < 1))
        {
            throw layer.Node.Wrong(
                NirNames.Tau,
                $"it is {tau} s, and a step is {step} s: it must be longer than a step. Name the step that the network was trained with (--dt)"
            );
        }
        int shift = Shift(part);
        return shift > 0 ? 1.0 / (1 << shift) : part;
    }

    // The power of two that λ is, or 0.
    private static int Shift(double part)
    {
        for (int shift = 1; shift <= MostShift; shift++)
        {
            if (Math.Abs(part * (1 << shift) - 1) < Precision)
            {
                return shift;
            }
        }
        return 0;
    }

    // One threshold for the layer; where neurons differ, each is scaled so that its own is 1.
    private static double Threshold(NirReadLayer layer, out double[] scales)
    {
        scales = [.. Enumerable.Repeat(1.0, layer.Neurons)];
        if (layer.Type == NirNames.Li)
        {
            return 1;
        }
        double[] above = [.. layer.Threshold.Zip(layer.Reset, (threshold, reset) => threshold - reset)];
        int wrong = Array.FindIndex(above, it => !(it > 0));
        if (wrong >= 0)
        {
            throw layer.Node.Wrong(
                NirNames.Threshold,
                $"neuron {wrong} has {layer.Threshold[wrong]}, not above its v_reset of {layer.Reset[wrong]}: it would always spike"
            );
        }
        if (above[0] <= MostThreshold && above.All(it => it == above[0]))
        {
            return above[0];
        }
        scales = above;
        return 1;
    }
}
