using System.Globalization;

namespace Hnsg.Networks;

/// <summary>The ranges of every value in a <see cref="NetworkSpec"/>, checked in one place.</summary>
internal static class NetworkSpecValidation
{
    public const int MaxWidth = 65_535;
    public const int MaxLayers = 16;
    public const int MaxSteps = 1_000;
    public const int MaxFractionBits = 12;
    public const int MaxDecayShift = 15;
    public const double MaxScale = 1e9;

    /// <summary>So that a small file cannot claim a huge network: 2^28 connections are 32 MiB of mask.</summary>
    public const long MaxConnections = 1L << 28;

    /// <summary>Checks every value.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="real">Whether it is that of a <see cref="RealNetwork"/>, whose decays and thresholds may be 0.</param>
    /// <exception cref="OptionException">A value is out of its range.</exception>
    public static void Check(NetworkSpec spec, bool real)
    {
        Range("inputs", spec.Inputs, 1, MaxWidth);
        NotNull("layers", spec.Layers);
        Range("layers", spec.Layers.Count, 1, MaxLayers);
        Range("steps", spec.Steps, 1, MaxSteps);
        Range("fraction-bits", spec.FractionBits, 0, MaxFractionBits);
        Defined("encoding", spec.Encoding);
        Defined("weights", spec.Weights);
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            CheckLayer(spec, layer, real);
        }
    }

    /// <summary>Checks that a hidden network can have these neurons.</summary>
    /// <exception cref="OptionException">It cannot.</exception>
    public static void CheckSpiking(NetworkSpec spec)
    {
        if (spec.Layers.Any(layer => layer.Lif.Kind == NeuronKind.Relu))
        {
            throw new OptionException("neuron", "a hidden network needs spiking neurons, but 'relu' does not spike");
        }
        if (spec.Layers.Any(layer => layer.Lif.TrainedBeta is not null))
        {
            throw new OptionException("beta", "the decay of a hidden network is a shift, not a trained number");
        }
    }

    private static void CheckLayer(NetworkSpec spec, int layer, bool real)
    {
        LayerSpec it = spec.Layers[layer];
        NotNull("layers", it);
        NotNull("layers", it.Lif);
        NotNull("neuron", it.Lif.Kind);
        Range(layer == spec.Layers.Count - 1 ? "classes" : "hidden", it.Neurons, 1, MaxWidth);
        AboveZero("keep", it.Keep, 1);
        AboveZero("gain", it.Gain, 1_000);
        if (!real || it.Lif.Threshold != 0)
        {
            AboveZero("threshold", it.Lif.Threshold, 1_000);
        }
        if (it.Lif.TrainedBeta is { } beta && !((beta > 0 || (real && beta == 0)) && beta < 1 && it.Lif.Kind.Decays))
        {
            throw new OptionException(
                "beta",
                Invariant($"{beta} is not in (0, 1), or not possible for '{it.Lif.Kind}' neurons")
            );
        }
        Range("decay-shift", it.Lif.DecayShift, 1, MaxDecayShift);
        Defined("reset", it.Lif.Reset);
        Range("synapse-shift", it.Lif.SynapseShift, 0, MaxDecayShift);
        if (it.Lif.Kind.IsLif && it.Lif.Kind != NeuronKind.Cuba && it.Lif.SynapseShift != 0)
        {
            throw new OptionException("synapse-shift", "only 'cuba' neurons have currents that decay");
        }
        if (!it.Lif.Kind.IsLif && it.Lif.Reset == ResetKind.DelayedSubtract)
        {
            throw new OptionException("reset", $"'{it.Lif.Kind}' neurons cannot have the reset 'delayed-subtract'");
        }
        if (it.Lif.Reset == ResetKind.None && layer < spec.Layers.Count - 1 && it.Lif.Kind != NeuronKind.Relu)
        {
            throw new OptionException("reset", "with 'none' neurons never spike, so only the output layer can have it");
        }
        if (spec.Connections(layer) > MaxConnections)
        {
            throw new OptionException(
                "hidden",
                Invariant(
                    $"layer {layer + 1} has {spec.Connections(layer):N0} connections; at most {MaxConnections:N0} are allowed"
                )
            );
        }
        CheckRange(spec, layer, real);
    }

    // |u| grows by at most the largest current (and Θ with the delayed reset) a step, and decay limits the sum to 2^shift
    // steps; a decaying current is in turn the sum of up to 2^shift. Of other dynamics no decay is counted on.
    private static void CheckRange(NetworkSpec spec, int layer, bool real)
    {
        LayerSpec it = spec.Layers[layer];
        if (!(spec.Scale(layer) <= MaxScale))
        {
            throw new OptionException(
                "keep",
                Invariant($"{it.Keep} is too small: the weight scale √(2 / (k·fan_in)) overflows")
            );
        }
        // Their membranes are no integers.
        if (real)
        {
            return;
        }
        double perInput = layer == 0 && spec.Encoding == InputEncoding.Direct ? 255 : 1 << spec.FractionBits;
        double current = perInput * FrozenWeights.Largest(spec.Weights) * spec.FanIn(layer);
        double threshold = it.Lif.Threshold / spec.Scale(layer) * (1 << spec.FractionBits);
        current *= Math.Min(spec.Steps, 1 << it.Lif.SynapseShift);
        bool decays = it.Lif.Kind != NeuronKind.If && it.Lif.Kind.IsLif;
        double steps = decays ? Math.Min(spec.Steps, 1 << it.Lif.DecayShift) : spec.Steps;
        if ((current + threshold) * (steps + 1) > int.MaxValue)
        {
            throw new OptionException(
                "fraction-bits",
                Invariant(
                    $"the membranes of layer {layer + 1} could overflow 32 bits. Use fewer fraction bits, steps or inputs"
                )
            );
        }
    }

    private static void Range(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new OptionException(option, Invariant($"{value} is not in {least:N0}…{most:N0}"));
        }
    }

    private static void AboveZero(string option, double value, double most)
    {
        if (!(value > 0 && value <= most))
        {
            throw new OptionException(option, Invariant($"{value} is not in (0, {most:N0}]"));
        }
    }

    private static void NotNull(string option, object? value)
    {
        if (value is null)
        {
            throw new OptionException(option, "it is null");
        }
    }

    private static void Defined<T>(string option, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new OptionException(option, $"unknown value {value}");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
