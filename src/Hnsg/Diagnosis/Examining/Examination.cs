using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Diagnosis.Examining;

/// <summary>Everything that symptoms are looked for in.</summary>
internal sealed record Examination
{
    public required NetworkSpec Spec { get; init; }

    /// <summary>Options of the run; null where it is not known.</summary>
    public required TrainingOptions? Options { get; init; }

    /// <summary>Epochs of the run; empty where it is not known.</summary>
    public required IReadOnlyList<EpochReport> History { get; init; }

    /// <summary>Which connections are there, layer by layer; null for all of a layer.</summary>
    public required IReadOnlyList<Mask?> Masks { get; init; }

    /// <summary>Whether the method trains masks; false where something else is trained, or nothing.</summary>
    public required bool TrainsMasks { get; init; }

    /// <summary>Whether it was trained by the surrogate gradients that were looked at.</summary>
    public required bool BySurrogate { get; init; }

    /// <summary>The pixels of the training samples.</summary>
    public required PixelCount Pixels { get; init; }

    /// <summary>Samples that the network was shown.</summary>
    public required int Samples { get; init; }

    /// <summary>Fraction of them that got no output spike.</summary>
    public required double Silent { get; init; }

    /// <summary>What went on in each layer; the output is the last.</summary>
    public required IReadOnlyList<LayerSigns> Layers { get; init; }

    /// <summary>Root of the mean square of the loss gradient at the output's spikes or membranes.</summary>
    public required double LossGradient { get; init; }

    /// <summary>Distance |u − θ| at which σ′ is a hundredth of its peak; infinite where it never is.</summary>
    public required double SurrogateWidth { get; init; }

    /// <summary>Reach of the training's steps; null where it trains nothing, or no run is known.</summary>
    public required StepReach? Reach { get; init; }

    /// <summary>How a layer is called.</summary>
    public string Name(int layer) =>
        layer == Spec.Layers.Count - 1 ? "the output layer" : FormattableString.Invariant($"layer {layer + 1}");
}
