using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Export;
using Hnsg.Export.C;
using Hnsg.Networks;
using Spectre.Console;

namespace Hnsg.Cli.Exports;

/// <summary><c>hnsg export c</c>.</summary>
internal sealed class ExportCCommand
{
    private readonly Command _command = new("c", "Write a model as C99: integers only, no library, the same spikes.");
    private readonly ExportSettings _settings;
    private readonly DataSettings _data;
    private readonly Option<string> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "What the files and all names in them begin with; default hnsg.",
        DefaultValueFactory = _ => "hnsg",
    };
    private readonly Option<CWeights> _weights = Values.OneOf<CWeights>(
        "--weights",
        "Where the frozen weights come from, default generate (made from the seed as it runs)"
    );
    private readonly Option<CMasks> _masks = Values.OneOf<CMasks>(
        "--masks",
        "How masks are stored, default auto (as takes fewer bytes, layer by layer)"
    );
    private readonly Option<int> _golden = Values.Whole(
        "--golden",
        "Test samples that the self-test holds, default 10."
    );

    private ExportCCommand()
    {
        _settings = new ExportSettings(_command, "DIR", "-c");
        foreach (Option option in (Option[])[_name, _weights, _masks, _golden])
        {
            _command.Options.Add(option);
        }
        _data = new DataSettings(_command, "For the self-test; default: the one that the model was trained on.");
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
              make -C runs/tiny/model-c check         run the self-test; 'make qemu' on emulated Cortex-M3 and M4
              hnsg verify runs/tiny/model-c           compare every spike on the whole test set
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string path = _settings.Path(parsed);
        string folder = _settings.Out(parsed);
        HiddenNetwork network = HiddenNetwork.Load(path);
        var options = new CExportOptions
        {
            Name = parsed.GetValue(_name)!,
            Weights = parsed.GetValue(_weights),
            Masks = parsed.GetValue(_masks),
        };
        int count = parsed.GetResult(_golden) is { Implicit: false } ? parsed.GetValue(_golden) : 10;
        LoadedData data = _data.LoadFor(parsed, path, network, interruption.Token);
        IReadOnlyList<GoldenSample> golden = ExportSettings.Golden(network, data.Dataset, count);
        CReport report = CExport.Write(network, folder, golden, options);
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
                }
            );
            return ExitCode.Done;
        }
        Table table = Screen.Table("C", folder);
        table.Row("flash", $"about {Numbers.Count(report.FlashBytes)} bytes");
        table.Row("  masks", $"{Numbers.Count(report.MaskBytes)} bytes ({Forms(report)})");
        table.Row(
            "  weights",
            report.WeightBytes == 0 ? "none, made from the seed" : $"{Numbers.Count(report.WeightBytes)} bytes"
        );
        table.Row("  code", $"about {Numbers.Count(report.CodeBytes)} bytes on a Cortex-M at -Os");
        table.Row(
            "RAM",
            $"{Numbers.Count(report.StateBytes)} bytes, and the picture's {Numbers.Count(network.Spec.Inputs)}"
        );
        table.Row("self-test", $"{Numbers.Count(golden.Count)} test samples of {data.Dataset.Name}");
        Screen.Output.Write(table);
        string quoted = Shell.Quote(folder);
        Console.Out.WriteLine(
            $"Next:  make -C {quoted} check\n       make -C {quoted} qemu\n       hnsg verify {quoted}"
        );
        return ExitCode.Done;
    }

    private static string Forms(CReport report) =>
        string.Join(", ", report.Compressed.Select((it, l) => $"layer {l + 1} {(it ? "compressed" : "flat")}"));
}
