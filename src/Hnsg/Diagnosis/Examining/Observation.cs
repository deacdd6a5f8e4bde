namespace Hnsg.Diagnosis.Examining;

/// <summary>The result of checking a network for one symptom.</summary>
public sealed record Observation
{
    /// <summary>Name of the symptom, such as <c>dead-neurons</c>.</summary>
    public required string Symptom { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What was measured.</summary>
    public required double Number { get; init; }

    /// <summary>Where the symptom begins, in the unit of <see cref="Number"/>.</summary>
    public required double Limit { get; init; }

    /// <summary>The number in words.</summary>
    public required string Text { get; init; }

    /// <summary>What to do; null if nothing needs to be done.</summary>
    public string? Advice { get; init; }
}
