using Hnsg.Engine;

namespace Hnsg.Measures;

/// <summary>What a network did on a set of samples.</summary>
public sealed record Evaluation
{
    /// <summary>Number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>How many of them got their label.</summary>
    public required int Correct { get; init; }

    /// <summary>Correct / samples, in 0…1.</summary>
    public double Accuracy => (double)Correct / Samples;

    /// <summary>Average firing intensity.</summary>
    public required FiringIntensity FiringIntensity { get; init; }

    /// <summary>How often a label (row) was given a class (column): classes × classes, row by row.</summary>
    public required IReadOnlyList<int> Confusion { get; init; }
}
