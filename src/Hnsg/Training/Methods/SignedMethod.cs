using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>signed</c>.</summary>
internal sealed class SignedMethod : HnsgMethod
{
    public override string Name => "signed";

    public override string Summary => "scores, whose sign counts too: masks in −1, 0, +1 (arXiv 2201.13361)";

    public override bool MakesHidden => false;

    public override void Check(TrainingOptions options) => CheckConstantMasks(options);

    public override LayerMethod CreateTraining(
        NetworkSpec spec,
        int index,
        Engine.SpikingLayer layer,
        MethodSetup setup
    ) => new SignedMaskMethod(spec, index, (Engine.IntegerLayer)layer, setup);

    public override TrainedNetwork Network(NetworkState state) =>
        new SignedNetwork(
            state.Spec,
            state.Masks,
            [.. state.Methods.Select(method => ((SignedMaskMethod)method).Negated())]
        )
        {
            Metadata = state.Metadata,
        };
}
