using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>magnitude</c>, a control.</summary>
internal sealed class MagnitudeMethod : TrainingMethod
{
    public override string Name => "magnitude";

    public override string Summary =>
        "the weights; halfway, the k largest are kept and trained further (control; arXiv 1506.02626)";

    public override IReadOnlyDictionary<string, string> Unused { get; } =
        new Dictionary<string, string> { ["weights"] = "its weights are trained" };

    public override bool TrainsNeurons => true;

    public override TrainingOptions Suggest(TrainingOptions options) => options with { LearningRate = 0.001 };

    public override SpikingLayer CreateLayer(NetworkSpec spec, int layer, int capacity) =>
        new RealLayer(spec, layer, capacity);

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new PrunedWeightMethod(spec, index, (RealWeightLayer)layer, setup);

    public override TrainedNetwork Network(NetworkState state) =>
        new RealNetwork(
            Tuned(state),
            Name,
            [.. state.Layers.Select((layer, l) => ((RealWeightLayer)layer).Weights(state.Masks[l]))]
        )
        {
            Metadata = state.Metadata,
        };
}
