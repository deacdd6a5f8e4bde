using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Export.C;

/// <summary>A network as C99: one source file and one header, a self-test, and what a Cortex-M needs to start.</summary>
/// <remarks>
/// The program uses integers only, allocates nothing and needs no library beyond stdint.h. Its spikes are those of the
/// library, of every neuron at every step.
/// </remarks>
public static class CExport
{
    /// <summary>Name of the target on the command line and in <see cref="ExportManifest.Target"/>.</summary>
    public const string Target = "c";

    // The other sources and headers beside NAME.c and NAME.h, and the C library's that they include.
    private static readonly HashSet<string> s_otherFiles = ["selftest", "startup", "golden", "stdint", "stdio"];

    /// <summary>Writes an export folder.</summary>
    /// <param name="network">The network.</param>
    /// <param name="folder">Folder to make, or of an earlier export.</param>
    /// <param name="golden">Samples for the self-test, at least one.</param>
    /// <param name="options">Choices.</param>
    /// <exception cref="ArgumentException">There are no samples, or one is of another network.</exception>
    /// <exception cref="OptionException">The name cannot be one, or a choice cannot be had.</exception>
    /// <exception cref="InputException">The folder cannot be written, or holds other things.</exception>
    public static CReport Write(
        HiddenNetwork network,
        string folder,
        IReadOnlyList<GoldenSample> golden,
        CExportOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(folder);
        GoldenSample.Check(network, golden);
        options ??= new CExportOptions();
        CName.Check(options.Name, s_otherFiles);
        SpecNames.Check("weights", options.Weights);
        SpecNames.Check("masks", options.Masks);
        ExportFolder.Make(folder);
        var source = new CSource(network, options);
        Template template = source.Template();
        foreach ((string file, string name) in Files(options.Name))
        {
            AtomicFile.Write(Path.Combine(folder, name), template.Fill(file));
        }
        AtomicFile.Write(Path.Combine(folder, "golden.h"), CGolden.Text(options.Name, golden));
        ExportManifest.Write(folder, Target, options.Name, network);
        return source.Report();
    }

    private static (string File, string Name)[] Files(string name) =>
        [
            ("network.c", $"{name}.c"),
            ("network.h", $"{name}.h"),
            ("selftest.c", "selftest.c"),
            ("startup.c", "startup.c"),
            ("cortex-m.ld", "cortex-m.ld"),
            ("Makefile", "Makefile"),
        ];
}
