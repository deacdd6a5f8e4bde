namespace Hnsg.Export.Verilog;

/// <summary>Names of the data files of a core: all begin with its name, so that several cores go into one project.</summary>
internal static class VerilogFiles
{
    /// <summary>Masks or effective weights of a layer.</summary>
    public static string Memory(string name, int layer) => $"{name}_memory{layer}.hex";

    /// <summary>All memories as bytes.</summary>
    public static string Load(string name) => $"{name}_load.hex";

    /// <summary>What the test bench sends.</summary>
    public static string Input(string name) => $"{name}_golden_input.hex";

    /// <summary>Classes and votes that must come out.</summary>
    public static string Answers(string name) => $"{name}_golden_answers.hex";

    /// <summary>Spikes of a layer that must come out.</summary>
    public static string Spikes(string name, int layer) => $"{name}_golden_spikes{layer}.hex";
}
