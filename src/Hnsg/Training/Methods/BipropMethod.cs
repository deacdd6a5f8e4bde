using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>biprop</c>.</summary>
internal sealed class BipropMethod : HnsgMethod
{
    public override string Name => "biprop";

    public override string Summary =>
        "as hnsg, with binary weights scaled by the mean magnitude of those kept (arXiv 2103.09377)";

    public override void Check(TrainingOptions options)
    {
        CheckConstantMasks(options);
        if (options.Weights != WeightKind.SignedConstant)
        {
            throw new OptionException("weights", "method 'biprop' binarises its weights. Use 'signed-constant'");
        }
    }

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new BinaryMaskMethod(spec, index, (IntegerLayer)layer, setup);

    // The scale goes into the gain: what comes out is a hidden network like any other.
    public override TrainedNetwork Network(NetworkState state) =>
        new HiddenNetwork(
            Each(state.Spec, (layer, l) => layer with { Gain = ((BinaryMaskMethod)state.Methods[l]).Gain }),
            state.Masks
        )
        {
            Metadata = state.Metadata,
        };
}
