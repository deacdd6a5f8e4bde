namespace Hnsg.Sweeps.Fronts;

/// <summary>A measure by which a front compares networks.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Label">What it is, with its unit, as an axis says it.</param>
/// <param name="Rises">Whether more is better.</param>
/// <param name="Value">Its value, a mean over the seeds.</param>
public sealed record FrontMeasure(string Name, string Label, bool Rises, Func<FrontPoint, double> Value)
{
    /// <summary>Accuracy on test samples, in 0…1; but the front itself is chosen on validation samples by default.</summary>
    public static FrontMeasure Accuracy { get; } =
        new("accuracy", "test accuracy (%)", true, point => point.TestAccuracy);

    /// <summary>All measures.</summary>
    public static IReadOnlyList<FrontMeasure> All { get; } =
    [
        Accuracy,
        new("intensity", "spiking intensity (spikes per neuron and step)", false, point => point.Intensity),
        new("connections", "connections kept", false, point => point.Connections),
        new("bytes", "model file (bytes)", false, point => point.ModelBytes),
        new("steps", "time steps", false, point => point.Steps),
    ];

    /// <summary>Reads <c>accuracy,connections</c>.</summary>
    /// <exception cref="OptionException">A name is unknown or given twice, or there are fewer than two.</exception>
    public static IReadOnlyList<FrontMeasure> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] names = [.. text.Split(',').Select(name => name.Trim())];
        FrontMeasure[] measures =
        [
            .. names.Select(name =>
                All.FirstOrDefault(measure => measure.Name == name)
                ?? throw UnknownName.Error("measures", name, [.. All.Select(measure => measure.Name)])
            ),
        ];
        return measures.Distinct().Count() < measures.Length
                ? throw new OptionException("measures", "a measure is named twice")
            : measures.Length < 2
                ? throw new OptionException("measures", "a front needs at least two measures, separated by commas")
            : measures;
    }
}
