using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Tests.Training.Golden;

/// <summary>The short runs whose bytes are known: every choice there is, with every other that it can be with.</summary>
/// <remarks>
/// The bytes of a run are found by its name, so what is listed here stays as it is: a choice that is new gets a list of
/// runs of its own, at the end of <see cref="All"/>.
/// </remarks>
internal static class ShortRuns
{
    private static readonly Dataset s_digits = SomeDigits.Of(24);

    // Pictures neither square nor a multiple of a vector, and more classes than a block of neurons.
    private static readonly Dataset s_patterns = s_digits with
    {
        Name = "some patterns",
        Train = SomeBatch.Of(24, 63, 70),
        Test = SomeBatch.Of(10, 63, 70),
        Width = 9,
        Height = 7,
        Classes = 70,
        ClassNames = [.. Enumerable.Range(0, 70).Select(n => $"{n}")],
    };

    /// <summary>Options of which none is left to its default.</summary>
    public static TrainingOptions First { get; } =
        new()
        {
            Method = "hnsg",
            Seed = 11,
            Hidden = [],
            Steps = 1,
            Encoding = InputEncoding.Direct,
            Weights = WeightKind.SignedConstant,
            Keep = [0.2, 0.5],
            KeepSchedule = "constant",
            KeepUntil = 0.5,
            KeepScope = "layer",
            Gain = [1, 0.8],
            Neuron = [NeuronKind.Lif],
            SynapseShift = [0],
            Threshold = [0.5, 0.4],
            DecayShift = [4, 3],
            Reset = [ResetKind.Subtract],
            FractionBits = 8,
            Surrogate = "atan",
            Slope = 2,
            AttachReset = false,
            TrainDecay = false,
            TrainThreshold = false,
            Loss = "count-cross-entropy",
            LabelSmoothing = 0,
            ActivityPenalty = 0,
            ActivityTarget = 0.05,
            Optimiser = "adam",
            LearningRate = 0.05,
            Momentum = 0.9,
            WeightDecay = 0,
            Schedule = "constant",
            WarmUp = 0,
            Epochs = 2,
            Batch = 1,
            Shift = 0,
            Rotate = 0,
            Zoom = 0,
            Elastic = 0,
            Flip = false,
            TrainSamples = 1,
            Validation = 0,
            Patience = 0,
            ValidateEvery = 0,
        };

    private static readonly Choice[] s_methods =
    [
        new("hnsg", it => it with { Method = "hnsg" }),
        new("hnsg-cubic", it => it with { Method = "hnsg", KeepSchedule = "cubic", KeepUntil = 0.7 }),
        new("hnsg-network", it => it with { Method = "hnsg", KeepScope = "network" }),
        new("hnsg-cubic-network", it => it with { Method = "hnsg", KeepSchedule = "cubic", KeepScope = "network" }),
        new("weights", it => it with { Method = "weights" }),
        new("weights+threshold", it => it with { Method = "weights", TrainThreshold = true }),
        new("weights+decay+threshold", it => it with { Method = "weights", TrainDecay = true, TrainThreshold = true }),
        new("magnitude", it => it with { Method = "magnitude" }),
        new("magnitude+decay", it => it with { Method = "magnitude", TrainDecay = true }),
        new("signed", it => it with { Method = "signed" }),
        new("probabilistic", it => it with { Method = "probabilistic" }),
        new("biprop", it => it with { Method = "biprop" }),
        new("random", it => it with { Method = "random" }),
    ];

    private static readonly Choice[] s_withoutSpikes =
    [
        new("transfer", it => it with { Method = "transfer", Loss = "membrane-cross-entropy" }),
        new("ann-hidden", it => it with { Method = "ann-hidden", Loss = "membrane-cross-entropy", Gain = [1, 8] }),
    ];

    private static readonly Choice[] s_encodings =
    [
        new("direct", it => it with { Encoding = InputEncoding.Direct }),
        new("rate", it => it with { Encoding = InputEncoding.Rate }),
        new("latency", it => it with { Encoding = InputEncoding.Latency }),
        new("delta", it => it with { Encoding = InputEncoding.Delta }),
    ];

    private static readonly Choice[] s_neurons =
    [
        new("lif", it => it with { Neuron = [NeuronKind.Lif] }),
        new("if", it => it with { Neuron = [NeuronKind.If] }),
        new("cuba", it => it with { Neuron = [NeuronKind.Cuba], SynapseShift = [2, 1] }),
    ];

    private static readonly Choice[] s_shapes =
    [
        new("none", it => it with { Hidden = [] }),
        new("1", it => it with { Hidden = [1] }),
        new("17", it => it with { Hidden = [17] }),
        new("33", it => it with { Hidden = [33] }),
        new("65", it => it with { Hidden = [65] }),
        new("20,130", it => it with { Hidden = [20, 130] }),
        new("65,16,3", it => it with { Hidden = [65, 16, 3] }),
    ];

    // Around groups of 5 steps, of which 5 are done at once, lists of 32 steps, and words of 64.
    private static readonly Choice[] s_lengths =
    [
        Length(samples: 1, batch: 1, steps: 1, epochs: 3),
        Length(samples: 1, batch: 1, steps: 2, epochs: 2),
        Length(samples: 5, batch: 2, steps: 3, epochs: 2),
        Length(samples: 7, batch: 3, steps: 6, epochs: 3),
        Length(samples: 4, batch: 4, steps: 8, epochs: 4),
        Length(samples: 3, batch: 2, steps: 27, epochs: 2),
        Length(samples: 2, batch: 1, steps: 70, epochs: 1),
    ];

    private static readonly Choice[] s_outputs =
    [
        Output("subtract count", "count-cross-entropy", ResetKind.Subtract),
        Output("subtract rate", "rate-cross-entropy", ResetKind.Subtract),
        Output("subtract mse", "rate-mse", ResetKind.Subtract),
        Output("subtract first", "first-spike-cross-entropy", ResetKind.Subtract),
        Output("zero count", "count-cross-entropy", ResetKind.Zero),
        Output("zero rate", "rate-cross-entropy", ResetKind.Zero),
        Output("zero mse", "rate-mse", ResetKind.Zero),
        Output("zero first", "first-spike-cross-entropy", ResetKind.Zero),
        Output("delayed count", "count-cross-entropy", ResetKind.DelayedSubtract),
        Output("delayed first", "first-spike-cross-entropy", ResetKind.DelayedSubtract),
        Output("subtract,none membrane", "membrane-cross-entropy", ResetKind.Subtract, ResetKind.None),
        Output("zero,none membrane", "membrane-cross-entropy", ResetKind.Zero, ResetKind.None),
        Output("delayed,none membrane", "membrane-cross-entropy", ResetKind.DelayedSubtract, ResetKind.None),
    ];

    private static readonly Choice[] s_surrogates =
    [
        new("atan", it => it with { Surrogate = "atan", Slope = 1.7 }),
        new("fast-sigmoid", it => it with { Surrogate = "fast-sigmoid", Slope = 25 }),
        new("sigmoid", it => it with { Surrogate = "sigmoid", Slope = 3.7 }),
        new("triangle", it => it with { Surrogate = "triangle", Slope = 0.3 }),
        new("boxcar", it => it with { Surrogate = "boxcar", Slope = 0.2 }),
        new("straight-through", it => it with { Surrogate = "straight-through", Slope = 1 }),
    ];

    private static readonly Choice[] s_optimisers =
    [
        new("adam", it => it with { Optimiser = "adam", LearningRate = 0.05 }),
        new("adam-decay-cosine", it => it with { Optimiser = "adam", WeightDecay = 0.1, Schedule = "cosine" }),
        new("sgd", it => it with { Optimiser = "sgd", LearningRate = 0.1, Momentum = 0.9, Schedule = "cosine" }),
        new("sgd-decay-warm", it => it with { Optimiser = "sgd", Momentum = 0.5, WeightDecay = 0.1, WarmUp = 1.5 }),
    ];

    private static readonly Choice[] s_weights =
    [
        new("constant", it => it with { Weights = WeightKind.SignedConstant, FractionBits = 8 }),
        new("binomial", it => it with { Weights = WeightKind.Binomial, FractionBits = 4 }),
        new("uniform", it => it with { Weights = WeightKind.Uniform, FractionBits = 8 }),
        new("constant-f0", it => it with { Weights = WeightKind.SignedConstant, FractionBits = 0 }),
    ];

    private static readonly Choice[] s_keeps =
    [
        new("k0.2", it => it with { Keep = [0.2, 0.5], Gain = [1, 0.8] }),
        new("k0.03", it => it with { Keep = [0.03, 0.3], Gain = [1.3, 1.1] }),
        new("k1", it => it with { Keep = [1], Gain = [1] }),
    ];

    private static readonly Choice[] s_pictures =
    [
        new("still", it => it with { Shift = 0 }),
        new("shift", it => it with { Shift = 2 }),
        new("rotate", it => it with { Rotate = 20 }),
        new("zoom", it => it with { Zoom = 0.3 }),
        new("elastic", it => it with { Elastic = 4 }),
        new("flip", it => it with { Flip = true }),
        new("warp", it => it with { Shift = 1, Rotate = 10, Zoom = 0.1, Elastic = 2, Flip = true }),
    ];

    private static readonly Choice[] s_penalties =
    [
        new("bare", it => it with { LabelSmoothing = 0, ActivityPenalty = 0 }),
        new("smooth", it => it with { LabelSmoothing = 0.1 }),
        new("quiet", it => it with { ActivityPenalty = 3, ActivityTarget = 0.05 }),
        new("attach", it => it with { AttachReset = true }),
        new("attach-smooth-quiet", it => it with { AttachReset = true, LabelSmoothing = 0.2, ActivityPenalty = 1 }),
    ];

    private static readonly Choice[] s_ends =
    [
        new("last", it => it with { Validation = 0 }),
        new("best", it => it with { Validation = 5, ValidateEvery = 2, Patience = 2 }),
    ];

    private static readonly Choice[] s_data = [new("digits", s_digits), new("patterns", s_patterns)];

    private static readonly Choice[] s_wideShapes =
    [
        new("1000", it => it with { Hidden = [1000] }),
        new("500,200", it => it with { Hidden = [500, 200] }),
    ];

    private static readonly Choice[] s_wideLengths = [Length(samples: 12, batch: 5, steps: 25, epochs: 1)];

    /// <summary>Every run.</summary>
    public static IReadOnlyList<ShortRun> All { get; } =
    [
        .. Runs(
            full: 3,
            s_methods,
            s_encodings,
            s_neurons,
            s_shapes,
            s_lengths,
            s_outputs,
            s_surrogates,
            s_optimisers,
            s_weights,
            s_keeps,
            s_pictures,
            s_penalties,
            s_ends,
            s_data
        ),
        .. Runs(
            full: 1,
            s_withoutSpikes,
            s_shapes,
            s_lengths[1..4],
            s_optimisers,
            s_weights[..3],
            s_pictures[3..],
            s_penalties[..2],
            s_ends,
            s_data
        ),
        .. Runs(full: 1, [.. s_methods, .. s_withoutSpikes], s_encodings[..2], s_wideShapes, s_wideLengths),
    ];

    private static IEnumerable<ShortRun> Runs(int full, params Choice[][] axes) =>
        PairCover
            .Of([.. axes.Select(axis => axis.Length)], full, row => IsLegal(Run(axes, row).Options))
            .Select(row => Run(axes, row));

    private static ShortRun Run(Choice[][] axes, int[] row) =>
        axes.Zip(row, (axis, choice) => axis[choice])
            .Aggregate(new ShortRun("", First, s_digits), (run, it) => it.Of(run));

    private static bool IsLegal(TrainingOptions it) =>
        !(it.Method == "biprop" && it.Weights != WeightKind.SignedConstant)
        && !(it.TrainDecay && it.Neuron[0] == NeuronKind.If)
        && !(
            it.Method is "transfer" or "ann-hidden"
            && (it.Encoding, it.Neuron[0]) != (InputEncoding.Direct, NeuronKind.Lif)
        );

    private static Choice Length(int samples, int batch, int steps, int epochs) =>
        new(
            $"{samples}/{batch}x{epochs} T{steps}",
            it => it with { TrainSamples = samples, Batch = batch, Steps = steps, Epochs = epochs }
        );

    private static Choice Output(string name, string loss, params ResetKind[] resets) =>
        new(name, it => it with { Loss = loss, Reset = resets });
}
