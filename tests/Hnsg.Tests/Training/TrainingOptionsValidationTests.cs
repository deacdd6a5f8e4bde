using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training;

public class TrainingOptionsValidationTests
{
    private static readonly TrainingOptions Valid = new();

    private static readonly (string Option, TrainingOptions Options)[] Refused =
    [
        ("method", Valid with { Method = "hsng" }),
        ("hidden", Valid with { Hidden = [0] }),
        ("hidden", Valid with { Hidden = [100, 65_536] }),
        ("layers", Valid with { Hidden = [.. Enumerable.Repeat(3, 16)] }),
        ("steps", Valid with { Steps = 0 }),
        ("steps", Valid with { Steps = 1001 }),
        ("encoding", Valid with { Encoding = (InputEncoding)7 }),
        ("weights", Valid with { Weights = (WeightKind)7 }),
        ("keep", Valid with { Keep = [] }),
        ("keep", Valid with { Keep = [0.1, 0.1, 0.1] }),
        ("keep", Valid with { Keep = [0.1, 0] }),
        ("keep", Valid with { Keep = [double.NaN] }),
        ("gain", Valid with { Gain = [] }),
        ("gain", Valid with { Gain = [1, 2, 3] }),
        ("gain", Valid with { Gain = [double.NaN] }),
        ("threshold", Valid with { Threshold = [1, 2, 3] }),
        ("threshold", Valid with { Threshold = [0] }),
        ("decay-shift", Valid with { DecayShift = [1, 2, 3] }),
        ("decay-shift", Valid with { DecayShift = [16] }),
        ("reset", Valid with { Reset = [] }),
        ("reset", Valid with { Reset = [ResetKind.Zero, ResetKind.Zero, ResetKind.Zero] }),
        ("loss", Valid with { Reset = [ResetKind.Subtract, ResetKind.None] }),
        ("reset", Valid with { Reset = [ResetKind.None], Loss = "membrane-cross-entropy" }),
        ("reset", Valid with { Loss = "membrane-cross-entropy" }),
        ("fraction-bits", Valid with { FractionBits = 13 }),
        ("surrogate", Valid with { Surrogate = "heaviside" }),
        ("slope", Valid with { Slope = 0 }),
        ("slope", Valid with { Slope = double.NaN }),
        ("loss", Valid with { Loss = "hinge" }),
        ("label-smoothing", Valid with { LabelSmoothing = 1 }),
        ("label-smoothing", Valid with { LabelSmoothing = double.NaN }),
        ("activity-penalty", Valid with { ActivityPenalty = -1 }),
        ("activity-penalty", Valid with { ActivityPenalty = double.NaN }),
        ("activity-target", Valid with { ActivityTarget = 1.1 }),
        ("activity-target", Valid with { ActivityTarget = double.NaN }),
        ("optimiser", Valid with { Optimiser = "lion" }),
        ("learning-rate", Valid with { LearningRate = 0 }),
        ("learning-rate", Valid with { LearningRate = double.NaN }),
        ("learning-rate", Valid with { LearningRate = double.PositiveInfinity }),
        ("momentum", Valid with { Momentum = 1 }),
        ("momentum", Valid with { Momentum = double.NaN }),
        ("weight-decay", Valid with { WeightDecay = -0.1 }),
        ("weight-decay", Valid with { WeightDecay = double.NaN }),
        ("schedule", Valid with { Schedule = "linear" }),
        ("warm-up", Valid with { WarmUp = -1 }),
        ("warm-up", Valid with { WarmUp = double.NaN }),
        ("epochs", Valid with { Epochs = 0 }),
        ("epochs", Valid with { Epochs = 100_001 }),
        ("batch", Valid with { Batch = 0 }),
        ("batch", Valid with { Batch = 65_537 }),
        ("shift", Valid with { Shift = -1 }),
        ("shift", Valid with { Shift = 17 }),
        ("train-samples", Valid with { TrainSamples = 0 }),
        ("validation", Valid with { Validation = -1 }),
        ("patience", Valid with { Patience = -1 }),
        ("validate-every", Valid with { ValidateEvery = -1 }),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Refused.Length)];

    [Theory, MemberData(nameof(Cases))]
    public void A_value_out_of_range_names_its_option(int number)
    {
        (string option, TrainingOptions options) = Refused[number];
        var error = Assert.Throws<OptionException>(() => TrainingOptionsValidation.Check(options));
        Assert.Equal(option, error.Option);
        Assert.StartsWith(option + ": ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_preset_is_valid() =>
        Assert.All(Presets.All, preset => TrainingOptionsValidation.Check(preset.Options));

    [Fact]
    public void A_silent_output_goes_with_the_loss_on_its_membrane() =>
        TrainingOptionsValidation.Check(
            Valid with
            {
                Reset = [ResetKind.Zero, ResetKind.None],
                Loss = "membrane-cross-entropy",
            }
        );

    [Fact]
    public void One_value_is_for_all_layers_and_several_are_for_each()
    {
        TrainingOptions options = Valid with { Hidden = [30, 20], Keep = [0.1, 0.2, 0.5], Gain = [1.5] };
        NetworkSpec spec = TrainingOptionsValidation.Network(options, 784, 10);
        Assert.Equal([30, 20, 10], spec.Layers.Select(layer => layer.Neurons));
        Assert.Equal([0.1, 0.2, 0.5], spec.Layers.Select(layer => layer.Keep));
        Assert.Equal([1.5, 1.5, 1.5], spec.Layers.Select(layer => layer.Gain));
        Assert.Equal(784, spec.Inputs);
    }

    [Fact]
    public void A_network_without_hidden_layers_is_valid() =>
        TrainingOptionsValidation.Check(Valid with { Hidden = [], Keep = [0.5] });

    [Fact]
    public void What_a_loss_of_membranes_lacks_is_said_as_it_is_typed()
    {
        Says("Add --reset subtract,none", Valid with { Loss = "membrane-cross-entropy" });
        Says("Add --reset none", Valid with { Loss = "membrane-cross-entropy", Hidden = [] });
        Says(
            "Add --reset zero,subtract,none",
            Valid with
            {
                Loss = "membrane-cross-entropy",
                Hidden = [5, 5],
                Reset = [ResetKind.Zero, ResetKind.Subtract, ResetKind.Subtract],
            }
        );
        Says("Add --loss membrane-cross-entropy", Valid with { Reset = [ResetKind.Subtract, ResetKind.None] });

        static void Says(string message, TrainingOptions options) =>
            Assert.Contains(
                message,
                Assert.Throws<OptionException>(options.Validate).Message,
                StringComparison.Ordinal
            );
    }

    public static TheoryData<string> References =>
        [
            .. typeof(TrainingOptions)
                .GetProperties()
                .Where(property => property.SetMethod is not null && !property.PropertyType.IsValueType)
                .Select(property => property.Name),
        ];

    [Theory, MemberData(nameof(References))]
    public void Null_is_refused_by_the_option(string name)
    {
        TrainingOptions options = Valid with { };
        typeof(TrainingOptions).GetProperty(name)!.SetValue(options, null);
        string option = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);
        Assert.Equal(option, Assert.Throws<OptionException>(() => options.Validate()).Option);
    }

    [Fact]
    public void A_neuron_that_is_null_is_refused() =>
        Assert.Equal(
            "neuron",
            Assert.Throws<OptionException>(() => (Valid with { Neuron = [NeuronKind.Lif, null!] }).Validate()).Option
        );
}
