using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Export.Npz;

namespace Hnsg.Cli.Exports;

/// <summary><c>hnsg export npz</c>.</summary>
internal sealed class ExportNpzCommand
{
    private readonly Command _command = new(
        "npz",
        "Export weights, masks, thresholds and specification as NumPy arrays."
    );
    private readonly ExportSettings _settings;

    private ExportNpzCommand()
    {
        _settings = new ExportSettings(_command, NpzExport.Extension);
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new ExportNpzCommand()._command;
        Help.Append(
            command,
            """
            docs/npz.md lists the arrays and shows the Python that computes every spike from them. Networks with real
            weights, trained or imported, can be exported too.

            Examples:
              hnsg export npz runs/tiny/model.hnsg
              hnsg export npz model.hnsg --out digits.npz
              hnsg verify runs/tiny/model.npz         compare every spike on the test set (needs python3 and NumPy)
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string file = _settings.Out(parsed);
        (int bytes, int layers) = _settings.ExportAny(
            parsed,
            network => (NpzExport.Write(network, file), network.Spec.Layers.Count)
        );
        _settings.ShowFile(
            parsed,
            NpzExport.Target,
            "NumPy",
            file,
            bytes,
            null,
            [("layers", Numbers.Count(layers))],
            $"verify {Shell.Quote(file)}"
        );
        return ExitCode.Done;
    }
}
