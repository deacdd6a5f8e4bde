using System.CommandLine;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Cli.Parsing;

/// <summary>The options of the command line that become <see cref="TrainingOptions"/>.</summary>
internal sealed class TrainingSettings
{
    private readonly List<(Option Option, Func<ParseResult, TrainingOptions, TrainingOptions> Set)> _setters = [];
    private readonly NetworkSettings _network = new();
    private readonly Command _command;
    private readonly string[] _without;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="without">Names of options that it is not to have.</param>
    public TrainingSettings(Command command, params string[] without)
    {
        _command = command;
        _without = without;
        Add(
            Values
                .Text("--method", "NAME", $"What is trained: {Or(TrainingChoices.Methods)}.")
                .Common(Heading.Training),
            (o, v) => TrainingChoices.WithMethod(o, v)
        );
        Add(
            Values
                .Unsigned(
                    "--seed",
                    "Seed of all random numbers: weights, scores, sample order, shifts and input spikes."
                )
                .Common(Heading.Training),
            (o, v) => o with { Seed = v }
        );
        Add(
            Values.Whole("--epochs", "Passes over the training samples.").Common(Heading.Training),
            (o, v) => o with { Epochs = v }
        );
        Add(
            Values.Whole("--train-samples", "Train on the first N samples only, for short runs.").Common(Heading.Data),
            (o, v) => o with { TrainSamples = v }
        );
        command.Options.Add(_network.Network);
        command.Options.Add(_network.Hidden);
        _setters.Add(
            (_network.Hidden, (parsed, o) => _network.Given(parsed) is { } hidden ? o with { Hidden = hidden } : o)
        );
        Add(
            Values.Whole("--steps", "Time steps T for which a sample is shown.").Common(Heading.Neurons),
            (o, v) => o with { Steps = v }
        );
        Add(
            Values.OneOf<InputEncoding>("--encoding", "How pixels become input").Common(Heading.Neurons),
            (o, v) => o with { Encoding = v }
        );
        Add(
            Values.OneOf<WeightKind>("--weights", "Distribution of the frozen weights").Rare(Heading.Network),
            (o, v) => o with { Weights = v }
        );
        Add(
            Values
                .Reals("--keep", "X,X,…", "Kept fraction of each layer's connections, in (0, 1]. " + ByLayer)
                .Common(Heading.Network),
            (o, v) => o with { Keep = v }
        );
        Add(
            Values
                .Text(
                    "--keep-schedule",
                    "NAME",
                    $"How the kept fraction changes during training: {Or(TrainingChoices.KeepSchedules)}."
                )
                .Rare(Heading.Network),
            (o, v) => o with { KeepSchedule = v }
        );
        Add(
            Values
                .Real(
                    "--keep-until",
                    "Part of the training, in (0, 1], after which the kept fraction has reached its final value."
                )
                .Rare(Heading.Network),
            (o, v) => o with { KeepUntil = v }
        );
        Add(
            Values
                .Text(
                    "--keep-scope",
                    "NAME",
                    $"Where the top k connections are chosen, in each layer or in the whole network: {Or(TrainingChoices.KeepScopes)}."
                )
                .Rare(Heading.Network),
            (o, v) => o with { KeepScope = v }
        );
        Add(
            Values.Reals("--gain", "X,X,…", "Factor for each layer's weight scale. " + ByLayer).Rare(Heading.Network),
            (o, v) => o with { Gain = v }
        );
        Add(
            Values
                .Names(
                    "--neuron",
                    "NAME,…",
                    "Kind of neuron of each layer",
                    NeuronKind.All.Where(kind => kind != NeuronKind.Relu).Select(kind => kind.Name),
                    NeuronKind.Find
                )
                .Common(Heading.Neurons),
            (o, v) => o with { Neuron = v }
        );
        Add(
            Values
                .Wholes(
                    "--synapse-shift",
                    "N,N,…",
                    "Decay of cuba currents: α = 1 − 2^−shift. With 0 the neurons are the same as lif. " + ByLayer
                )
                .Rare(Heading.Neurons),
            (o, v) => o with { SynapseShift = v }
        );
        Add(
            Values.Reals("--threshold", "X,X,…", "Threshold θ of each layer. " + ByLayer).Rare(Heading.Neurons),
            (o, v) => o with { Threshold = v }
        );
        Add(
            Values
                .Wholes("--decay-shift", "N,N,…", "Decay of each layer: β = 1 − 2^−shift. " + ByLayer)
                .Rare(Heading.Neurons),
            (o, v) => o with { DecayShift = v }
        );
        Add(
            Values.SomeOf<ResetKind>("--reset", "NAME,…", "What a spike does to the membrane").Rare(Heading.Neurons),
            (o, v) => o with { Reset = v }
        );
        Add(
            Values.Whole("--fraction-bits", "Fractional bits of the integer membranes.").Rare(Heading.Neurons),
            (o, v) => o with { FractionBits = v }
        );
        Add(
            Values
                .Text("--surrogate", "NAME", $"Surrogate derivative of a spike: {Or(TrainingChoices.Surrogates)}.")
                .Common(Heading.Training),
            (o, v) => o with { Surrogate = v, Slope = null }
        );
        Add(Values.Real("--slope", "Slope α of the surrogate.").Rare(Heading.Training), (o, v) => o with { Slope = v });
        Add(
            new Option<bool>("--attach-reset") { Description = "Let gradient flow through the reset." }.Rare(
                Heading.Training
            ),
            (o, v) => o with { AttachReset = v }
        );
        Add(
            new Option<bool>("--train-decay")
            {
                Description = "Also train each layer's decay β; for --method weights and magnitude.",
            }.Rare(Heading.Training),
            (o, v) => o with { TrainDecay = v }
        );
        Add(
            new Option<bool>("--train-threshold")
            {
                Description = "Also train each layer's threshold θ; for --method weights and magnitude.",
            }.Rare(Heading.Training),
            (o, v) => o with { TrainThreshold = v }
        );
        Add(
            Values.Text("--loss", "NAME", $"Loss: {Or(TrainingChoices.Losses)}.").Rare(Heading.Training),
            (o, v) => o with { Loss = v }
        );
        Add(
            Values.Real("--label-smoothing", "Label smoothing, in [0, 1).").Rare(Heading.Training),
            (o, v) => o with { LabelSmoothing = v }
        );
        Add(
            Values
                .Real("--activity-penalty", "Strength of the penalty on hidden firing intensity; 0 turns it off.")
                .Rare(Heading.Training),
            (o, v) => o with { ActivityPenalty = v }
        );
        Add(
            Values
                .Real("--activity-target", "Hidden firing intensity that the penalty aims at.")
                .Rare(Heading.Training),
            (o, v) => o with { ActivityTarget = v }
        );
        Add(
            Values
                .Text("--optimiser", "NAME", $"Optimiser: {Or(TrainingChoices.Optimisers)}.", "--optimizer")
                .Rare(Heading.Training),
            (o, v) => o with { Optimiser = v }
        );
        Add(
            Values.Real("--learning-rate", "Highest learning rate.", "--lr").Common(Heading.Training),
            (o, v) => o with { LearningRate = v }
        );
        Add(
            Values.Real("--momentum", "Momentum of sgd, in [0, 1).").Rare(Heading.Training),
            (o, v) => o with { Momentum = v }
        );
        Add(
            Values.Real("--weight-decay", "Decay of the scores.").Rare(Heading.Training),
            (o, v) => o with { WeightDecay = v }
        );
        Add(
            Values
                .Text(
                    "--schedule",
                    "NAME",
                    $"How the learning rate changes during training: {Or(TrainingChoices.Schedules)}."
                )
                .Rare(Heading.Training),
            (o, v) => o with { Schedule = v }
        );
        Add(
            Values
                .Real("--warm-up", "Epochs over which the learning rate rises from 0; need not be a whole number.")
                .Rare(Heading.Training),
            (o, v) => o with { WarmUp = v }
        );
        Add(
            Values.Whole("--batch", "Samples in a mini-batch.").Common(Heading.Training),
            (o, v) => o with { Batch = v }
        );
        Add(
            Values
                .Whole("--shift", "Largest random shift of a training sample, in pixels.")
                .Common(Heading.Augmentation),
            (o, v) => o with { Shift = v }
        );
        Add(
            Values
                .Real("--rotate", "Largest random rotation of a training sample, in degrees.")
                .Common(Heading.Augmentation),
            (o, v) => o with { Rotate = v }
        );
        Add(
            Values
                .Real("--zoom", "Largest random change of a training sample's width and height, as a fraction of them.")
                .Rare(Heading.Augmentation),
            (o, v) => o with { Zoom = v }
        );
        Add(
            Values
                .Real("--elastic", "Random elastic distortion: the most that points of a 7-pixel grid move, in pixels.")
                .Rare(Heading.Augmentation),
            (o, v) => o with { Elastic = v }
        );
        Add(
            new Option<bool>("--flip") { Description = "Mirror half of the training samples left to right." }.Rare(
                Heading.Augmentation
            ),
            (o, v) => o with { Flip = v }
        );
        Add(
            Values
                .Whole("--validation", "Set the last N training samples aside for validation; 0 for none.")
                .Rare(Heading.Data),
            (o, v) => o with { Validation = v }
        );
        Add(
            Values
                .Whole(
                    "--validate-every",
                    "Also evaluate the validation samples every N batches; 0 evaluates them after each epoch only."
                )
                .Rare(Heading.Training),
            (o, v) => o with { ValidateEvery = v }
        );
        Add(
            Values
                .Whole("--patience", "Stop after N epochs without a better validation accuracy; 0 never stops early.")
                .Rare(Heading.Training),
            (o, v) => o with { Patience = v }
        );
    }

    private const string ByLayer = "Give one for all layers, two for hidden and output layers, or one per layer.";

    /// <summary>The options with those changed that the command line gives.</summary>
    public TrainingOptions Apply(ParseResult parsed, TrainingOptions options) =>
        _setters.Aggregate(options, (so, setter) => setter.Set(parsed, so));

    /// <summary>As <see cref="Apply"/>, for a command of one method: all that is given must be of use to it.</summary>
    /// <exception cref="OptionException">The method has no use for something that is given.</exception>
    public TrainingOptions ApplyAll(ParseResult parsed, TrainingOptions options)
    {
        TrainingOptions applied = Apply(parsed, options);
        TrainingOptions own = TrainingChoices.WithMethod(options, applied.Method);
        (string option, string why) = Unused(parsed, own).FirstOrDefault();
        return option is null
            ? applied
            : throw new OptionException(option, $"method '{applied.Method}' cannot use it: {why}");
    }

    /// <summary>As <see cref="Apply"/>, for one of several methods: without what it has no use for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="own">The method's own options.</param>
    public TrainingOptions ApplyUsed(ParseResult parsed, TrainingOptions own)
    {
        HashSet<string> unused = [.. Unused(parsed, own).Select(it => $"--{it.Option}")];
        return _setters
            .Where(setter => !unused.Contains(setter.Option.Name))
            .Aggregate(own, (so, setter) => setter.Set(parsed, so));
    }

    /// <summary>What the command line gives, a method has otherwise, and has no use for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="own">The method's own options.</param>
    /// <returns>Names of options without dashes, and what the method has instead.</returns>
    public IEnumerable<(string Option, string Why)> Unused(ParseResult parsed, TrainingOptions own)
    {
        IReadOnlyDictionary<string, string> unused = TrainingChoices.Unused(own.Method);
        foreach ((Option option, Func<ParseResult, TrainingOptions, TrainingOptions> set) in _setters)
        {
            string name = option.Name.TrimStart('-');
            if (unused.TryGetValue(name, out string? why) && set(parsed, own) != own)
            {
                yield return (name, why);
            }
        }
    }

    /// <summary>Whether the command line gives an option.</summary>
    public bool Gives(ParseResult parsed, string name) =>
        _setters.Any(setter => setter.Option.Name == name && parsed.IsGiven(setter.Option));

    private void Add<T>(Option<T> option, Func<TrainingOptions, T, TrainingOptions> set)
    {
        if (_without.Contains(option.Name))
        {
            return;
        }
        _command.Options.Add(option);
        _setters.Add(
            (option, (parsed, options) => parsed.IsGiven(option) ? set(options, parsed.GetValue(option)!) : options)
        );
    }

    private static string Or(IReadOnlyList<string> names) => string.Join(", ", names);
}
