using System.Text.Json;
using Hnsg.Networks;
using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;

namespace Hnsg.Training;

/// <summary>From options to a network, with every range checked.</summary>
public static class TrainingOptionsValidation
{
    /// <summary>Checks everything that does not depend on the data.</summary>
    /// <returns>These options.</returns>
    /// <exception cref="OptionException">A value is out of range or a name unknown.</exception>
    public static TrainingOptions Validate(this TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        return options;
    }

    /// <summary>Checks everything that does not depend on the data.</summary>
    /// <exception cref="OptionException">A value is out of range or a name unknown.</exception>
    internal static void Check(TrainingOptions options)
    {
        CheckNull(options);
        TrainingMethods.Find(options.Method).Check(options);
        SurrogateCatalog.Create(options.Surrogate, options.Slope);
        Loss.Create(options.Loss, options.LabelSmoothing);
        Optimiser.Create(options);
        _ = new LearningRateSchedule(options, 1);
        CheckLearningRate("learning-rate", options.LearningRate);
        Require(options.Momentum is >= 0 and < 1, "momentum", options.Momentum, "[0, 1)");
        Require(options.WeightDecay is >= 0 and <= 1, "weight-decay", options.WeightDecay, "[0, 1]");
        Require(options.WarmUp is >= 0 and <= 100_000, "warm-up", options.WarmUp, "[0, 100000]");
        Require(options.ActivityPenalty is >= 0 and <= 1e12, "activity-penalty", options.ActivityPenalty, "[0, 10^12]");
        Require(options.ActivityTarget is >= 0 and <= 1, "activity-target", options.ActivityTarget, "[0, 1]");
        Require(options.Epochs is >= 1 and <= 100_000, "epochs", options.Epochs, "1…100,000");
        Require(options.Batch is >= 1 and <= 65_536, "batch", options.Batch, "1…65,536");
        Require(options.Shift is >= 0 and <= 16, "shift", options.Shift, "0…16");
        Require(options.Rotate is >= 0 and <= 45, "rotate", options.Rotate, "0…45");
        Require(options.Zoom is >= 0 and <= 0.9, "zoom", options.Zoom, "0…0.9");
        Require(options.Elastic is >= 0 and <= 32, "elastic", options.Elastic, "0…32");
        Require(options.Patience >= 0, "patience", options.Patience, "0, 1, 2, …");
        Require(options.ValidateEvery >= 0, "validate-every", options.ValidateEvery, "0, 1, 2, …");
        Require(options.TrainSamples is null or >= 1, "train-samples", options.TrainSamples ?? 0, "1, 2, 3, …");
        Require(options.Validation is null or >= 0, "validation", options.Validation ?? 0, "0, 1, 2, …");
        _ = new KeepSchedule(options, 1);
        if (options.Neuron.Contains(NeuronKind.Relu))
        {
            throw new OptionException(
                "neuron",
                "'relu' does not spike. To train such a network, use --method ann-hidden"
            );
        }
        CheckNeuronTraining(options);
        if (options.AttachReset && options.Neuron.FirstOrDefault(kind => !kind.IsLif) is { } kind)
        {
            throw new OptionException("attach-reset", $"no gradient flows through the reset of '{kind}' neurons");
        }
        NetworkSpec network = Network(options, inputs: 1, classes: 1);
        CheckOutput(options, network);
    }

    // What others set is checked for null here; what JSON or the command line sets never is.
    private static void CheckNull(TrainingOptions options)
    {
        ReadOnlySpan<(string Option, object? Value)> values =
        [
            ("method", options.Method),
            ("hidden", options.Hidden),
            ("keep", options.Keep),
            ("keep-schedule", options.KeepSchedule),
            ("keep-scope", options.KeepScope),
            ("gain", options.Gain),
            ("neuron", options.Neuron),
            ("synapse-shift", options.SynapseShift),
            ("threshold", options.Threshold),
            ("decay-shift", options.DecayShift),
            ("reset", options.Reset),
            ("surrogate", options.Surrogate),
            ("loss", options.Loss),
            ("optimiser", options.Optimiser),
            ("schedule", options.Schedule),
        ];
        foreach ((string option, object? value) in values)
        {
            if (value is null || (value is IReadOnlyList<NeuronKind> kinds && kinds.Contains(null!)))
            {
                throw new OptionException(option, "it is null");
            }
        }
    }

    /// <summary>Checks a learning rate.</summary>
    /// <param name="option">Name of the option that gives it.</param>
    /// <param name="rate">The rate.</param>
    /// <exception cref="OptionException">It is out of range.</exception>
    internal static void CheckLearningRate(string option, double rate) =>
        Require(rate is > 0 and <= 1000, option, rate, "(0, 1000]");

    // Outputs without a reset never spike: their membranes are all that a loss can read, and only theirs can be read so.
    private static void CheckOutput(TrainingOptions options, NetworkSpec network)
    {
        const string Membranes = "membrane-cross-entropy";
        bool silent = network.Layers[^1].Lif.Reset == ResetKind.None;
        if (options.Loss == Membranes && !silent)
        {
            ResetKind[] hidden = [.. network.Layers.SkipLast(1).Select(layer => layer.Lif.Reset)];
            IEnumerable<string> resets = (hidden.Distinct().Count() == 1 ? hidden.Take(1) : hidden)
                .Append(ResetKind.None)
                .Select(reset => JsonNamingPolicy.KebabCaseLower.ConvertName(reset.ToString()));
            throw new OptionException(
                "reset",
                $"the loss '{Membranes}' needs outputs that never spike. Add --reset {string.Join(',', resets)}"
            );
        }
        if (options.Loss != Membranes && silent)
        {
            throw new OptionException(
                "loss",
                $"'{options.Loss}' needs spikes, but outputs with the reset 'none' never spike. Add --loss {Membranes}"
            );
        }
    }

    private static void CheckNeuronTraining(TrainingOptions options)
    {
        if (!options.TrainDecay && !options.TrainThreshold)
        {
            return;
        }
        string option = options.TrainDecay ? "train-decay" : "train-threshold";
        if (!TrainingMethods.Find(options.Method).TrainsNeurons)
        {
            IEnumerable<string> others = TrainingMethods.All.Where(it => it.TrainsNeurons).Select(it => it.Name);
            throw new OptionException(
                option,
                $"method '{options.Method}' cannot train decays or thresholds; only {string.Join(" and ", others)} can"
            );
        }
        if (options.Neuron.FirstOrDefault(kind => !kind.IsLif) is { } kind)
        {
            throw new OptionException(option, $"decay and threshold of '{kind}' neurons cannot be trained");
        }
        if (options.TrainDecay && !options.Neuron.Any(it => it.Decays))
        {
            throw new OptionException("train-decay", "'if' neurons have no decay");
        }
    }

    /// <summary>The network that options describe.</summary>
    /// <param name="options">Options.</param>
    /// <param name="inputs">Pixels of a sample.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="OptionException">A value is out of range.</exception>
    internal static NetworkSpec Network(TrainingOptions options, int inputs, int classes)
    {
        int layers = options.Hidden.Count + 1;
        var spec = new NetworkSpec
        {
            Inputs = inputs,
            Seed = options.Seed,
            Steps = options.Steps,
            Encoding = options.Encoding,
            Weights = options.Weights,
            FractionBits = options.FractionBits,
            Layers =
            [
                .. Enumerable
                    .Range(0, layers)
                    .Select(layer => new LayerSpec
                    {
                        Neurons = layer < layers - 1 ? options.Hidden[layer] : classes,
                        Keep = OfLayer("keep", options.Keep, layer, layers),
                        Gain = OfLayer("gain", options.Gain, layer, layers),
                        Lif = new LifSpec
                        {
                            Threshold = OfLayer("threshold", options.Threshold, layer, layers),
                            DecayShift = OfLayer("decay-shift", options.DecayShift, layer, layers),
                            Reset = OfLayer("reset", options.Reset, layer, layers),
                            Kind = OfLayer("neuron", options.Neuron, layer, layers),
                            SynapseShift = OfLayer("synapse-shift", options.SynapseShift, layer, layers),
                        },
                    }),
            ],
        };
        return TrainingMethods.Find(options.Method).Adapt(spec).Validate();
    }

    // One value for all layers, two for hidden layers and output, or one a layer.
    private static T OfLayer<T>(string option, IReadOnlyList<T> values, int layer, int layers) =>
        values.Count == layers ? values[layer]
        : values.Count == 1 ? values[0]
        : values.Count == 2 ? values[layer < layers - 1 ? 0 : 1]
        : throw new OptionException(
            option,
            $"there are {values.Count} values for {layers} layers. Give one, two (hidden layers, output), or one per layer"
        );

    private static void Require(bool holds, string option, double value, string range)
    {
        if (!holds)
        {
            throw new OptionException(option, FormattableString.Invariant($"{value} is not in {range}"));
        }
    }
}
