using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>weights</c>.</summary>
internal sealed class WeightsMethod : TrainingMethod
{
    public override string Name => "weights";

    public override string Summary => "the weights themselves, by surrogate gradients (arXiv 1901.09948)";

    public override IReadOnlyDictionary<string, string> Unused { get; } =
        new Dictionary<string, string>
        {
            ["keep"] = "it keeps all connections",
            ["weights"] = "its weights are trained",
        };

    public override bool TrainsNeurons => true;

    public override TrainingOptions Suggest(TrainingOptions options) => options with { LearningRate = 0.001 };

    public override NetworkSpec Adapt(NetworkSpec spec) => Dense(spec);

    public override SpikingLayer CreateLayer(NetworkSpec spec, int layer, int capacity) =>
        new RealLayer(spec, layer, capacity);

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new WeightMethod(spec, index, (RealWeightLayer)layer, setup);

    public override TrainedNetwork Network(NetworkState state) =>
        new RealNetwork(Tuned(state), Name, [.. state.Layers.Select(layer => ((RealWeightLayer)layer).Weights(null))])
        {
            Metadata = state.Metadata,
        };
}
