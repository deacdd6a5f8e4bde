namespace Hnsg.Export.C;

/// <summary>Options for exporting C.</summary>
public sealed record CExportOptions
{
    /// <summary>Prefix of every name, and name of the files.</summary>
    /// <value>Lower-case letters, digits, underscores; default <c>hnsg</c>.</value>
    public string Name { get; init; } = "hnsg";

    /// <summary>Where the weights come from.</summary>
    /// <value>Default <see cref="ExportedWeights.Generate"/>.</value>
    public ExportedWeights Weights { get; init; } = ExportedWeights.Generate;

    /// <summary>How the masks are stored.</summary>
    /// <value>Default <see cref="CMasks.Auto"/>.</value>
    public CMasks Masks { get; init; } = CMasks.Auto;
}
