using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>transfer</c>.</summary>
internal sealed class TransferMethod : ReluMethod
{
    public override string Name => "transfer";

    public override string Summary =>
        "the weights of a ReLU network, then converted to IF neurons (10.3389/fnins.2017.00682)";

    public override bool MakesSpikes => true;

    public override IReadOnlyDictionary<string, string> Unused =>
        new Dictionary<string, string>(base.Unused)
        {
            ["steps"] = "it chooses the steps of the converted network by accuracy",
            ["keep"] = "it keeps all connections",
            ["weights"] = "its weights are trained",
        };

    public override TrainingOptions Suggest(TrainingOptions options) =>
        base.Suggest(options) with
        {
            LearningRate = 0.001,
        };

    public override NetworkSpec Adapt(NetworkSpec spec) => Dense(base.Adapt(spec));

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new WeightMethod(spec, index, (RealWeightLayer)layer, setup);

    public override TrainedNetwork Network(NetworkState state) =>
        new RealNetwork(state.Spec, Name, [.. state.Layers.Select(layer => ((RealWeightLayer)layer).Weights(null))])
        {
            Metadata = state.Metadata,
        };

    public override Conversion Convert(TrainedNetwork source, SampleSet train, SampleSet choose, int threads) =>
        Conversion.Of((RealNetwork)source, train, choose, threads);
}
