namespace Hnsg.Export.Verification;

/// <summary>The first difference between an export and the library.</summary>
public sealed record ExportDifference
{
    /// <summary>The sample.</summary>
    public required VerifySample Sample { get; init; }

    /// <summary>The step, from 0, where a spike differs.</summary>
    public int? Step { get; init; }

    /// <summary>The layer, from 0, where a spike differs.</summary>
    public int? Layer { get; init; }

    /// <summary>The neuron of the layer, from 0, where a spike differs.</summary>
    public int? Neuron { get; init; }

    /// <summary>What the library and the export say.</summary>
    public required string Detail { get; init; }

    /// <summary>All of it in a sentence.</summary>
    public override string ToString() =>
        Step is null
            ? $"{Sample.Name}: {Detail}"
            : $"{Sample.Name}, step {Step}, layer {Layer + 1}, neuron {Neuron}: {Detail}";
}
