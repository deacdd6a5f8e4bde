using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>hnsg</c>.</summary>
internal class HnsgMethod : TrainingMethod
{
    public override string Name => "hnsg";

    public override string Summary =>
        "scores; the k connections of a layer with the largest |score| are kept (the paper)";

    public override bool TrainsMasks => true;

    public override bool MakesHidden => true;

    public override void Check(TrainingOptions options) { }

    public override SpikingLayer CreateLayer(NetworkSpec spec, int layer, int capacity) =>
        new IntegerLayer(spec, layer, capacity);

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup)
    {
        var masks = new TopKMaskMethod(spec, index, (IntegerLayer)layer, setup.Optimiser, setup.Threads);
        return new KeepSchedule(setup.Options, 1).IsPlain
            ? masks
            : new ScheduledMaskMethod(spec, index, (IntegerLayer)layer, masks, setup);
    }

    public override TrainedNetwork Network(NetworkState state) =>
        new HiddenNetwork(
            Each(
                state.Spec,
                (layer, l) =>
                    state.Methods[l] is ScheduledMaskMethod scheduled ? layer with { Keep = scheduled.Keep } : layer
            ),
            state.Masks
        )
        {
            Metadata = state.Metadata,
        };
}
