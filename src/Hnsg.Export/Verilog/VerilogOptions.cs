namespace Hnsg.Export.Verilog;

/// <summary>Options for exporting a Verilog core.</summary>
public sealed record VerilogOptions
{
    /// <summary>Most lanes of a layer.</summary>
    public const int MostLanes = 64;

    /// <summary>Name of the top module and of the files.</summary>
    /// <value>Lower-case letters, digits, underscores; default <c>hnsg</c>.</value>
    public string Name { get; init; } = "hnsg";

    /// <summary>Where weights come from: an on-chip Threefry, or the memory of the masks.</summary>
    /// <value>Default <see cref="ExportedWeights.Generate"/>; weights of several levels are always stored.</value>
    public ExportedWeights Weights { get; init; } = ExportedWeights.Generate;

    /// <summary>Neurons of a layer that are updated per clock cycle.</summary>
    /// <value>In 1…64; default 8. A layer takes fewer where it has fewer neurons, or where they must divide its neurons.</value>
    public int Lanes { get; init; } = 8;
}
