namespace Hnsg.Measures;

/// <summary>Everything measured for a network on a set of samples. See docs/measures.md for every definition.</summary>
public sealed record Measurement
{
    /// <summary>Accuracy, confusion matrix, firing intensity.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>Precision and recall of each class.</summary>
    public required IReadOnlyList<ClassMeasure> Classes { get; init; }

    /// <summary>Whether the network is right as often as it is sure.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>Whether the answer is read from the membranes of output neurons that never spike.</summary>
    public bool ReadsMembranes => !Layers[^1].Spikes;

    /// <summary>How much the neurons spike, layer by layer; the output is the last.</summary>
    public required IReadOnlyList<LayerActivity> Layers { get; init; }

    /// <summary>Operations, sparsity, bytes.</summary>
    public required Complexity Complexity { get; init; }

    /// <summary>Accuracy if stopped after step 1, 2, …, T.</summary>
    public required IReadOnlyList<double> StepAccuracy { get; init; }

    /// <summary>Early exit at a margin of 1, 2, …, T votes; empty if output neurons never spike and there are no votes.</summary>
    public required IReadOnlyList<EarlyExit> Exits { get; init; }

    /// <summary>The samples that did not get their label, in the order of the set.</summary>
    public required IReadOnlyList<WrongAnswer> Wrong { get; init; }
}
