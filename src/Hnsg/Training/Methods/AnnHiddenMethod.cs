using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>ann-hidden</c>.</summary>
internal sealed class AnnHiddenMethod : ReluMethod
{
    private const double OutputGain = 10;

    public override string Name => "ann-hidden";

    public override string Summary => "as hnsg, but in a ReLU network without spikes (edge-popup, arXiv 1911.13299)";

    // Frozen weights cannot grow, so the softmax is as sharp as the gain makes it. Chosen on validation samples of MNIST:
    // the gain of the spiking network gives 97.6 %, 10 times that 98.6 %, 15 times 98.4 % (seed 1).
    public override TrainingOptions Suggest(TrainingOptions options)
    {
        options = base.Suggest(options);
        return options with { Gain = [.. options.Gain.SkipLast(1), options.Gain[^1] * OutputGain] };
    }

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new RealMaskMethod(spec, index, (RealWeightLayer)layer, setup);

    public override TrainedNetwork Network(NetworkState state) =>
        new RealNetwork(state.Spec, Name, [.. state.Masks.Select(LayerWeights.Frozen)]) { Metadata = state.Metadata };
}
