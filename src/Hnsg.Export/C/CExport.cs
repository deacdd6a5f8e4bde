using Hnsg.Export.Names;
using Hnsg.Export.Verification;
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

    /// <summary>Writes an export folder.</summary>
    /// <param name="network">The network.</param>
    /// <param name="folder">Folder to create, or the folder of an earlier export.</param>
    /// <param name="golden">Samples for the self-test, at least one.</param>
    /// <param name="options">Choices.</param>
    /// <param name="force">Whether to replace files that were changed or not written by an export.</param>
    /// <exception cref="ArgumentException">There are no samples, or one was recorded with another network.</exception>
    /// <exception cref="OptionException">The name cannot be used.</exception>
    /// <exception cref="InputException">
    /// The network has other neurons or another encoding; the folder cannot be written, or holds other files.
    /// </exception>
    public static CReport Write(
        HiddenNetwork network,
        string folder,
        IReadOnlyList<GoldenSample> golden,
        CExportOptions? options = null,
        bool force = false
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(folder);
        GoldenSample.Check(network, golden);
        options ??= new CExportOptions();
        Check(network, options);
        var source = new CSource(network, options);
        Template template = source.Template();
        Dictionary<string, string> files = Files(options.Name)
            .ToDictionary(it => it.Name, it => template.Fill(it.File));
        files.Add("golden.h", CGolden.Text(options.Name, golden));
        ExportFolder.Write(folder, Target, options.Name, network, files, force);
        return source.Report();
    }

    /// <summary>Compiles an export for this machine, to be compared with the library.</summary>
    /// <remarks>
    /// The compiler is <c>$CC</c>, else gcc, cc or clang; <c>$CFLAGS</c>, default <c>-O2</c>, comes after
    /// <c>-std=c99 -Wall -Wextra -Werror -pedantic</c>.
    /// </remarks>
    /// <param name="folder">The export.</param>
    /// <param name="manifest">What it says about itself.</param>
    /// <param name="spec">What it should be.</param>
    /// <param name="cancellation">Stops the compiler.</param>
    /// <exception cref="InputException">There is no compiler, or it does not accept the export.</exception>
    public static ExportProgram Compile(
        string folder,
        ExportManifest manifest,
        NetworkSpec spec,
        CancellationToken cancellation = default
    ) => new CProgram(folder, manifest, spec, cancellation);

    /// <summary>Makes sure, before any work, that a network can be exported.</summary>
    /// <exception cref="OptionException">The name cannot be used.</exception>
    /// <exception cref="InputException">The network has other neurons or another encoding.</exception>
    public static void Check(HiddenNetwork network, CExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ExportName.Check(options.Name);
        SpecNames.Check("weights", options.Weights);
        SpecNames.Check("masks", options.Masks);
        network.Spec.RequirePlain("exporting to C");
    }

    private static (string File, string Name)[] Files(string name) =>
        [
            ("network.c", $"{name}.c"),
            ("network.h", $"{name}.h"),
            ("selftest.c", "selftest.c"),
            ("startup.c", "startup.c"),
            ("cortex-m.ld", "cortex-m.ld"),
            ("avr.c", "avr.c"),
            ("Makefile", "Makefile"),
        ];
}
