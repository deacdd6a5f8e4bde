using System.Diagnostics;
using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Export.C;

/// <summary>Exported C, compiled for this machine.</summary>
/// <remarks>
/// The compiler is <c>$CC</c>, else gcc, cc or clang; <c>$CFLAGS</c>, default <c>-O2</c>, comes after
/// <c>-std=c99 -Wall -Wextra -Werror -pedantic</c>.
/// </remarks>
internal sealed class CProgram : PipedProgram
{
    private readonly string _compiler;
    private readonly string[] _flags;

    /// <summary>Compiles an export.</summary>
    /// <param name="folder">The export.</param>
    /// <param name="manifest">What it says about itself.</param>
    /// <param name="spec">What it should be.</param>
    /// <param name="cancellation">Stops the compiler.</param>
    /// <exception cref="InputException">There is no compiler, or it does not accept the export.</exception>
    public CProgram(string folder, ExportManifest manifest, NetworkSpec spec, CancellationToken cancellation = default)
        : base(folder, spec)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(spec);
        _compiler = Environment.GetEnvironmentVariable("CC") is { Length: > 0 } chosen
            ? chosen
            : ExternalTool.First("Debian: apt-get install gcc libc6-dev", "gcc", "cc", "clang");
        _flags =
        [
            "-std=c99",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-pedantic",
            .. (Environment.GetEnvironmentVariable("CFLAGS") ?? "-O2").Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries
            ),
        ];
        var template = new Template { ["name"] = manifest.Name, ["NAME"] = manifest.Name.ToUpperInvariant() };
        File.WriteAllText(Work["verify.c"], template.Fill("verify.c"));
        string full = Path.GetFullPath(folder);
        ExternalTool.Run(
            folder,
            _compiler,
            Work.Path,
            cancellation,
            [.. _flags, "-I", full, "-o", "verify", "verify.c", Path.Combine(full, $"{manifest.Name}.c")]
        );
    }

    /// <inheritdoc/>
    public override string Runner => $"{_compiler} {string.Join(' ', _flags)}";

    /// <inheritdoc/>
    public override bool TellsSpikes => true;

    private protected override Process Start() => ExternalTool.Start(Work["verify"], Work.Path);
}
