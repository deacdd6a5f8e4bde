using System.Diagnostics;
using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Export.Npz;

/// <summary>An <c>.npz</c> file, run by the lines of Python in <c>docs/npz.md</c>.</summary>
internal sealed class NpzProgram : PipedProgram
{
    /// <summary>How to get what it needs.</summary>
    public const string Install = "Debian: apt-get install python3-numpy; elsewhere: pip install numpy";

    private readonly string _python;
    private readonly string _file;

    /// <summary>Looks for a Python that has NumPy.</summary>
    /// <param name="file">The export.</param>
    /// <param name="spec">What it should be.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="InputException">There is none.</exception>
    public NpzProgram(string file, NetworkSpec spec, CancellationToken cancellation = default)
        : base(file, spec)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(spec);
        _python = Python.Find(Install, cancellation, "numpy");
        _file = Path.GetFullPath(file);
        foreach (string script in (string[])["npz_forward.py", "npz_verify.py"])
        {
            File.WriteAllText(Work[script], new Template().Fill(script));
        }
    }

    /// <inheritdoc/>
    public override string Runner => $"{_python} and NumPy";

    /// <inheritdoc/>
    public override bool TellsSpikes => true;

    private protected override Process Start() =>
        ExternalTool.Start(_python, Work.Path, "-B", Work["npz_verify.py"], _file);
}
