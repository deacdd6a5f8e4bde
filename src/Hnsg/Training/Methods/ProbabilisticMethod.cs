using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>probabilistic</c>.</summary>
internal sealed class ProbabilisticMethod : HnsgMethod
{
    public override string Name => "probabilistic";

    public override string Summary =>
        "probabilities; each step draws its mask, and the k likeliest are deployed (arXiv 1905.01067)";

    public override TrainingOptions Suggest(TrainingOptions options) => options with { LearningRate = 0.3 };

    public override void Check(TrainingOptions options) => CheckConstantMasks(options);

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new BernoulliMaskMethod(spec, index, (IntegerLayer)layer, setup);
}
