using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;

namespace Hnsg.Training.Methods;

/// <summary>What the methods without spikes have in common: one step, pixels in, a softmax of x·W at the end.</summary>
internal abstract class ReluMethod : TrainingMethod
{
    private const string Neurons = "its neurons are ReLU";

    public override IReadOnlyDictionary<string, string> Unused { get; } =
        new Dictionary<string, string>
        {
            ["steps"] = "it has only one step",
            ["encoding"] = "its input is direct",
            ["neuron"] = Neurons,
            ["synapse-shift"] = Neurons,
            ["threshold"] = Neurons,
            ["decay-shift"] = Neurons,
            ["reset"] = Neurons,
            ["surrogate"] = Neurons,
            ["slope"] = Neurons,
            ["attach-reset"] = Neurons,
            ["activity-target"] = "it trains without spikes",
        };

    public override bool TrainsSpikes => false;

    public override Surrogate Surrogate { get; } = new Surrogate<ReluSlope>(1);

    public override TrainingOptions Suggest(TrainingOptions options) =>
        options with
        {
            Steps = 1,
            Encoding = InputEncoding.Direct,
            Loss = "membrane-cross-entropy",
            ActivityPenalty = 0,
            AttachReset = false,
        };

    public override void Check(TrainingOptions options)
    {
        base.Check(options);
        if (options.Loss != "membrane-cross-entropy")
        {
            throw new OptionException(
                "loss",
                $"method '{Name}' has no spikes to count. Its loss must be 'membrane-cross-entropy', taken over the output's sums"
            );
        }
        if (options.ActivityPenalty != 0)
        {
            throw new OptionException("activity-penalty", $"method '{Name}' trains without spikes, so it must be 0");
        }
    }

    public override NetworkSpec Adapt(NetworkSpec spec) =>
        Each(
            spec with
            {
                Steps = 1,
                Encoding = InputEncoding.Direct,
            },
            (layer, _) =>
                layer with
                {
                    Lif = new LifSpec { Kind = NeuronKind.Relu, Reset = ResetKind.None },
                }
        );

    public override SpikingLayer CreateLayer(NetworkSpec spec, int layer, int capacity) =>
        new ReluLayer(spec, layer, capacity);
}
