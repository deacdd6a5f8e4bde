using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>random</c>, a control.</summary>
internal sealed class RandomMethod : HnsgMethod
{
    public override string Name => "random";

    public override string Summary => "nothing; a random mask of the same density (control)";

    public override bool TrainsMasks => false;

    public override void Check(TrainingOptions options) => CheckConstantMasks(options);

    public override LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup) =>
        new Untrained(base.CreateTraining(spec, index, layer, setup));

    /// <summary>First scores are random, so the mask that they make is; it stays.</summary>
    private sealed unsafe class Untrained(LayerMethod first) : LayerMethod
    {
        public override bool Trains => false;

        public override Tile[][] Tiles => first.Tiles;

        public override IReadOnlyList<AlignedBuffer<float>> State => [];

        public override void Update(Tile tile, float* gradient, Optimiser optimiser) { }

        public override void Select(WorkerTeam team) => first.Select(team);

        public override void Apply(Tile tile) => first.Apply(tile);

        public override string? Infinite => first.Infinite;

        public override Mask CurrentMask() => first.CurrentMask();

        public override void Dispose() => first.Dispose();
    }
}
