using Hnsg.Inference;
using Hnsg.Networks;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>ann-hidden</c>.</summary>
internal sealed class AnnHiddenMethod : ReluMethod
{
    public override string Name => "ann-hidden";

    public override string Summary => "as hnsg, in a ReLU network without spikes (edge-popup, arXiv 1911.13299)";

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new RealMaskMethod(spec, index, (RealWeightLayer)layer, setup);

    public override TrainedNetwork Network(NetworkState state) =>
        new RealNetwork(state.Spec, Name, [.. state.Masks.Select(LayerWeights.Frozen)]) { Metadata = state.Metadata };
}
