using Hnsg.Inference;
using Hnsg.Networks;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>hnsg</c>.</summary>
internal class HnsgMethod : TrainingMethod
{
    public override string Name => "hnsg";

    public override string Summary => "scores; the k connections of a layer with the largest |score| stay (the paper)";

    public override SpikingLayer CreateLayer(NetworkSpec spec, int layer, int capacity) =>
        new IntegerLayer(spec, layer, capacity);

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new TopKMaskMethod(spec, index, (IntegerLayer)layer, setup.Optimiser, setup.Threads);

    public override TrainedNetwork Network(NetworkState state) =>
        new HiddenNetwork(state.Spec, state.Masks) { Metadata = state.Metadata };
}
