using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Nir;

namespace Hnsg.Cli.Exports;

/// <summary><c>hnsg export nir</c>.</summary>
internal sealed class ExportNirCommand
{
    private readonly Command _command = new("nir", "Export a model as NIR, for snnTorch, Norse, sinabs and others.");
    private readonly ExportSettings _settings;

    private ExportNirCommand()
    {
        _settings = new ExportSettings(_command, NirExport.Extension);
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new ExportNirCommand()._command;
        Help.Append(
            command,
            """
            A NIR neuron is set to a fixed value when it spikes, so the model must have been trained with --reset zero.
            Networks with real weights, trained or imported, can be exported too.
            docs/nir.md explains how to run the file in other tools, and how closely their real numbers match the integers.

            Examples:
              hnsg train --preset tiny --reset zero --out runs/tiny-zero
              hnsg export nir runs/tiny-zero/model.hnsg
              hnsg import nir runs/tiny-zero/model.nir --out back.hnsg      the same model, byte for byte
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
            network => (NirExport.Write(network, file), network.Spec.Layers.Count)
        );
        _settings.ShowFile(
            parsed,
            NirExport.Target,
            "NIR",
            file,
            bytes,
            null,
            [("layers", Numbers.Count(layers))],
            $"import nir {Shell.Quote(file)} --out back.hnsg"
        );
        return ExitCode.Done;
    }
}
