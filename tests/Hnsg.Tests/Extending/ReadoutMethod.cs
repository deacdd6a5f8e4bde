using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Methods;
using Hnsg.Training.Options;

namespace Hnsg.Tests.Extending;

/// <summary>Method <c>readout</c>: a reservoir.</summary>
internal sealed class ReadoutMethod : HnsgMethod
{
    public override string Name => "readout";

    public override string Summary => "scores of the output layer alone; hidden masks stay as drawn";

    public override void Check(TrainingOptions options) => CheckConstantMasks(options);

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        index == spec.Layers.Count - 1
            ? base.CreateTraining(spec, index, layer, setup)
            : new RandomMethod().CreateTraining(spec, index, layer, setup);
}
