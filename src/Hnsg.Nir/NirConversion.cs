using System.Globalization;
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
    /// <param name="assumptions">Seconds of a step, and the reset.</param>
    /// <param name="options">How samples become input.</param>
    /// <param name="own">The spec in a file of our own, which says so itself; else null.</param>
    /// <param name="metadata">What is known about the network.</param>
    public static RealNetwork Run(
        List<NirReadLayer> layers,
        NirAssumptions assumptions,
        NirImportOptions options,
        NetworkSpec? own,
        ModelMetadata metadata
    )
    {
        var specs = new LayerSpec[layers.Count];
        var weights = new LayerWeights[layers.Count];
        int fractionBits = own?.FractionBits ?? 8;
        // What one unit of a pixel, of which a network counts 2^−F, is for the file.
        double unit = own is null ? (options.White - options.Black) / 255 * (1 << fractionBits) : 1;
        bool direct = (own?.Encoding ?? options.Encoding) == InputEncoding.Direct;
        for (int l = 0; l < specs.Length; l++)
        {
            bool pixels = l == 0 && direct;
            double part = Part(layers[l], assumptions.TimeStep);
            double threshold = Threshold(layers[l], out double[] scales);
            LifSpec lif = Lif(layers[l], assumptions.Reset, part, threshold);
            // A file of our own has the same numbers with all their digits.
            if (own is not null && l < own.Layers.Count && IsNear(own.Layers[l].Lif, lif))
            {
                lif = own.Layers[l].Lif;
                part = lif.Kind == NeuronKind.If ? 1 : 1 - lif.Beta;
            }
            specs[l] = new LayerSpec
            {
                Neurons = layers[l].Neurons,
                Keep = 1,
                Lif = lif,
            };
            weights[l] = Weights(layers[l], part, scales, pixels ? unit : 1, pixels && own is null ? options.Black : 0);
        }
        var spec = new NetworkSpec
        {
            Inputs = layers[0].Inputs,
            Layers = specs,
            Seed = own?.Seed ?? 0,
            Steps = own?.Steps ?? options.Steps,
            Encoding = own?.Encoding ?? options.Encoding,
            FractionBits = fractionBits,
        };
        return new RealNetwork(spec, NirImport.Method, weights)
        {
            Metadata = options.Dataset is { } dataset ? metadata with { Dataset = dataset } : metadata,
        };
    }

    // With x = v − v_reset: x[t] = β·x[t−1] + λ·(r·I + v_leak − v_reset), which spikes above v_threshold − v_reset and
    // then is 0, or less by the threshold. λ = 1 − β, or 1 for IF, whose current is taken as a charge a step.
    private static LayerWeights Weights(
        NirReadLayer layer,
        double part,
        double[] scales,
        double inputUnit,
        double inputStart
    )
    {
        var values = new float[(long)layer.Inputs * layer.Neurons];
        var bias = new float[layer.Neurons];
        for (int neuron = 0; neuron < layer.Neurons; neuron++)
        {
            double factor = part * layer.R[neuron] / scales[neuron];
            double sum = 0;
            for (int input = 0; input < layer.Inputs; input++)
            {
                double weight = layer.Weights[neuron * layer.Inputs + input];
                sum += weight;
                values[(long)input * layer.Neurons + neuron] = Single(layer, neuron, weight * factor * inputUnit);
            }
            double constant = layer.Bias[neuron] + inputStart * sum;
            double leak = part * (layer.Leak[neuron] - layer.Reset[neuron]) / scales[neuron];
            bias[neuron] = Single(layer, neuron, constant * factor + (layer.Type == NirNames.If ? 0 : leak));
        }
        return LayerWeights.Dense(values, bias.All(it => it == 0) ? (ReadOnlyMemory<float>?)null : bias);
    }

    private static LifSpec Lif(NirReadLayer layer, ResetKind reset, double part, double threshold)
    {
        bool silent = layer.Type == NirNames.Li;
        if (!silent && reset != ResetKind.Zero && Array.FindIndex(layer.Reset, it => it != 0) is >= 0 and var some)
        {
            throw layer.Node.Wrong(
                NirNames.Reset,
                $"it is {Text(layer.Reset[some])} for neuron {some}, so a spike sets its membrane to that; a spike can subtract the threshold (--reset) only if v_reset is 0"
            );
        }
        bool leaks = layer.Type != NirNames.If;
        int shift = Shift(part);
        return new LifSpec
        {
            Kind = leaks ? NeuronKind.Lif : NeuronKind.If,
            Reset = silent ? ResetKind.None : reset,
            Threshold = threshold,
            DecayShift = shift > 0 ? shift : new LifSpec().DecayShift,
            TrainedBeta = shift > 0 || !leaks ? null : 1 - part,
        };
    }

    private static bool IsNear(LifSpec own, LifSpec read) =>
        (own.Kind, own.Reset) == (read.Kind, read.Reset)
        && Math.Abs(own.Beta - read.Beta) < Precision
        && (own.Reset == ResetKind.None || own.Threshold == read.Threshold);

    // λ = dt/τ, the same for all neurons of a layer.
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
                $"neuron {other} has {Text(layer.Tau[other])} but neuron 0 has {Text(tau)}; all neurons of a layer must decay alike"
            );
        }
        double part = step / tau;
        if (!(part > 0 && part < 1 + Precision))
        {
            throw layer.Node.Wrong(
                NirNames.Tau,
                $"it is {Text(tau)} s, which is shorter than a time step of {Text(step)} s. Give the time step that the network was trained with (--dt)"
            );
        }
        int shift = Shift(part);
        return shift >= 0 ? 1.0 / (1 << shift) : part;
    }

    // n where a number is 2^−n, 0 for 1; −1 where it is none of these.
    private static int Shift(double part)
    {
        for (int shift = 0; shift <= MostShift; shift++)
        {
            if (Math.Abs(part * (1 << shift) - 1) < Precision)
            {
                return shift;
            }
        }
        return -1;
    }

    // One threshold for the layer, above the reset. Where neurons differ, each is scaled so that its own is 1; 0, where
    // threshold and reset are the same, stays 0 whatever the scale.
    private static double Threshold(NirReadLayer layer, out double[] scales)
    {
        scales = [.. Enumerable.Repeat(1.0, layer.Neurons)];
        if (layer.Type == NirNames.Li)
        {
            return 1;
        }
        double[] above = [.. layer.Threshold.Zip(layer.Reset, (threshold, reset) => threshold - reset)];
        int below = Array.FindIndex(above, it => it < 0);
        if (below >= 0)
        {
            throw layer.Node.Wrong(
                NirNames.Threshold,
                $"neuron {below} has {Text(layer.Threshold[below])}, below its v_reset of {Text(layer.Reset[below])}: it would spike at every step even without input, which Hnsg's neurons cannot do"
            );
        }
        if (above[0] <= MostThreshold && above.All(it => it == above[0]))
        {
            return above[0];
        }
        int equal = Array.IndexOf(above, 0);
        if (equal >= 0)
        {
            throw layer.Node.Wrong(
                NirNames.Threshold,
                $"that of neuron {equal} equals its v_reset, but those of others do not; within a layer either all must be equal or none"
            );
        }
        scales = above;
        return 1;
    }

    private static float Single(NirReadLayer layer, int neuron, double value) =>
        float.IsFinite((float)value)
            ? (float)value
            : throw layer.Map.Wrong(
                $"the current of neuron {neuron} is {Text(value)}, which is too large for a float32"
            );

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
