using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Export.Npz;
using Hnsg.Networks;
using Spectre.Console;

namespace Hnsg.Cli.Exports;

/// <summary><c>hnsg export npz</c>.</summary>
internal sealed class ExportNpzCommand
{
    private readonly Command _command = new("npz", "Write weights, masks, thresholds and spec as NumPy arrays.");
    private readonly ExportSettings _settings;

    private ExportNpzCommand()
    {
        _settings = new ExportSettings(_command, "FILE", NpzExport.Extension);
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new ExportNpzCommand()._command;
        Help.Append(
            command,
            """
            docs/npz.md lists the arrays and has the lines of Python that compute every spike from them.

            Examples:
              hnsg export npz runs/tiny/model.hnsg
              hnsg export npz model.hnsg --out digits.npz
              hnsg verify runs/tiny/model.npz         compare every spike on the whole test set (needs python3 and NumPy)
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string file = _settings.Out(parsed);
        HiddenNetwork network = HiddenNetwork.Load(_settings.Path(parsed));
        int bytes = NpzExport.Write(network, file);
        if (_settings.Json(parsed))
        {
            JsonText.Print(
                new JsonObject
                {
                    ["target"] = NpzExport.Target,
                    ["file"] = file,
                    ["bytes"] = bytes,
                }
            );
            return ExitCode.Done;
        }
        Table table = Screen.Table("NumPy", file);
        table.Row("bytes", Numbers.Count(bytes));
        table.Row("layers", Numbers.Count(network.Spec.Layers.Count));
        Screen.Output.Write(table);
        Console.Out.WriteLine($"Next:  hnsg verify {Shell.Quote(file)}");
        return ExitCode.Done;
    }
}
