using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Disk;
using Hnsg.Export;
using Hnsg.Export.C;
using Hnsg.Networks;

namespace Hnsg.Cli.Exports;

/// <summary><c>hnsg export c</c>.</summary>
internal sealed class ExportCCommand
{
    private readonly Command _command = new(
        "c",
        "Export a model as C99: integers only, no libraries, the same spikes."
    );
    private readonly ExportSettings _settings;
    private readonly GoldenSettings _golden;
    private readonly Option<CMasks> _masks = Values.OneOf<CMasks>(
        "--masks",
        "How masks are stored, default auto (whichever takes fewer bytes, layer by layer)"
    );

    private ExportCCommand()
    {
        _settings = new ExportSettings(_command, "-c", isFolder: true);
        _golden = new GoldenSettings(
            _command,
            "Prefix of the files and of all names in them",
            "from the seed, as the program runs",
            ("self-test", "holds"),
            _masks
        );
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new ExportCCommand()._command;
        Help.Append(
            command,
            """
            Examples:
              hnsg export c runs/tiny/model.hnsg
              hnsg export c model.hnsg --out firmware/digits --name digits --weights table
              make -C runs/tiny/model-c check         run the self-test; see also 'make qemu time avr'
              hnsg verify runs/tiny/model-c           compare every spike on the test set
            """
        );
        return command;
    }

    private int Run(ParseResult parsed) => _settings.Export(parsed, network => Export(parsed, network));

    private int Export(ParseResult parsed, HiddenNetwork network)
    {
        using var interruption = new Interruption();
        string folder = _settings.Out(parsed);
        var options = new CExportOptions
        {
            Name = _golden.Name(parsed),
            Weights = _golden.Weights(parsed),
            Masks = parsed.GetValue(_masks),
        };
        CExport.Check(network, options);
        (IReadOnlyList<GoldenSample> golden, string? dataset) = _golden.Record(
            parsed,
            _settings.Path(parsed),
            network,
            interruption.Token
        );
        OutputPath.Check("out", folder, _golden.Inputs);
        CReport report = CExport.Write(network, folder, golden, options, _settings.Force(parsed));
        if (_settings.Json(parsed))
        {
            JsonText.Print(
                new JsonObject
                {
                    ["target"] = CExport.Target,
                    ["folder"] = folder,
                    ["name"] = options.Name,
                    ["flashBytes"] = report.FlashBytes,
                    ["maskBytes"] = report.MaskBytes,
                    ["weightBytes"] = report.WeightBytes,
                    ["codeBytes"] = report.CodeBytes,
                    ["ramBytes"] = report.StateBytes,
                    ["masks"] = new JsonArray([
                        .. report.Compressed.Select(it => (JsonNode)(it ? "compressed" : "flat")),
                    ]),
                    ["golden"] = golden.Count,
                    ["goldenDataset"] = dataset,
                }
            );
            return ExitCode.Done;
        }
        Table table = Screen.Table("C", folder);
        table.Row("flash", $"about {Numbers.Count(report.FlashBytes)} bytes");
        table.Row("  masks", $"{Numbers.Count(report.MaskBytes)} bytes ({Forms(report)})");
        table.Row(
            "  weights",
            report.WeightBytes == 0 ? "none; generated from the seed" : $"{Numbers.Count(report.WeightBytes)} bytes"
        );
        table.Row("  code", $"about {Numbers.Count(report.CodeBytes)} bytes on a Cortex-M at -Os");
        table.Row(
            "RAM",
            $"{Numbers.Count(report.StateBytes)} bytes, and the picture's {Numbers.Count(network.Spec.Inputs)}"
        );
        table.Row("self-test", GoldenSettings.Describe(golden.Count, dataset));
        Screen.Output.Write(table);
        string quoted = Shell.Quote(folder);
        NextSteps.Show($"make -C {quoted} check", $"make -C {quoted} qemu", NextSteps.Own($"verify {quoted}"));
        return ExitCode.Done;
    }

    private static string Forms(CReport report) =>
        string.Join(", ", report.Compressed.Select((it, l) => $"layer {l + 1} {(it ? "compressed" : "flat")}"));
}
