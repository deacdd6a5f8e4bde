using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Disk;
using Hnsg.Export;
using Hnsg.Export.Verilog;
using Hnsg.Networks;

namespace Hnsg.Cli.Exports;

/// <summary><c>hnsg export verilog</c>.</summary>
internal sealed class ExportVerilogCommand
{
    private readonly Command _command = new(
        "verilog",
        "Export a model as a synthesizable Verilog core, with a test bench that checks every spike."
    );
    private readonly ExportSettings _settings;
    private readonly GoldenSettings _golden;
    private readonly Option<int> _lanes = Values.Whole(
        "--lanes",
        "Neurons of a layer to update per clock cycle, default 8."
    );

    private ExportVerilogCommand()
    {
        _settings = new ExportSettings(_command, "-verilog", isFolder: true);
        _golden = new GoldenSettings(
            _command,
            "Name of the top module and of the files",
            "an on-chip Threefry",
            ("test bench", "checks"),
            _lanes
        );
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new ExportVerilogCommand()._command;
        Help.Append(
            command,
            """
            Examples:
              hnsg export verilog runs/tiny/model.hnsg
              hnsg export verilog model.hnsg --lanes 16 --weights table --golden 100
              make -C runs/tiny/model-verilog icarus      run the test bench; see also 'make lint verilator ice40 ecp5'
              hnsg verify runs/tiny/model-verilog         compare every spike with the library
            """
        );
        return command;
    }

    private int Run(ParseResult parsed) => _settings.Export(parsed, network => Export(parsed, network));

    private int Export(ParseResult parsed, HiddenNetwork network)
    {
        using var interruption = new Interruption();
        string folder = _settings.Out(parsed);
        var options = new VerilogOptions
        {
            Name = _golden.Name(parsed),
            Weights = _golden.Weights(parsed),
            Lanes = parsed.Given(_lanes) ?? 8,
        };
        VerilogExport.Check(network, options);
        (IReadOnlyList<GoldenSample> golden, string? dataset) = _golden.Record(
            parsed,
            _settings.Path(parsed),
            network,
            interruption.Token
        );
        OutputPath.Check("out", folder, _golden.Inputs);
        VerilogReport report = VerilogExport.Write(network, folder, golden, options, _settings.Force(parsed));
        if (_settings.Json(parsed))
        {
            JsonText.Print(
                new JsonObject
                {
                    ["target"] = VerilogExport.Target,
                    ["folder"] = folder,
                    ["name"] = options.Name,
                    ["lanes"] = new JsonArray([.. report.Lanes.Select(it => (JsonNode)it)]),
                    ["membraneBits"] = new JsonArray([.. report.MembraneBits.Select(it => (JsonNode)it)]),
                    ["memoryBits"] = new JsonArray([.. report.MemoryBits.Select(it => (JsonNode)it)]),
                    ["stateBits"] = new JsonArray([.. report.StateBits.Select(it => (JsonNode)it)]),
                    ["cycles"] = report.Cycles,
                    ["golden"] = golden.Count,
                    ["goldenDataset"] = dataset,
                }
            );
            return ExitCode.Done;
        }
        Table table = Screen.Table("Verilog", "Lanes", "Membrane bits", "Memory bits", "State bits");
        for (int l = 0; l < report.Lanes.Count; l++)
        {
            table.Row(
                $"layer {l + 1}",
                Numbers.Count(report.Lanes[l]),
                Numbers.Count(report.MembraneBits[l]),
                Numbers.Count(report.MemoryBits[l]),
                Numbers.Count(report.StateBits[l])
            );
        }
        Screen.Output.Write(table);
        Console.Out.WriteLine($"Test bench: {GoldenSettings.Describe(golden.Count, dataset)}.");
        Console.Out.WriteLine($"About {Numbers.Count(report.Cycles)} clock cycles per image.");
        string quoted = Shell.Quote(folder);
        NextSteps.Show(
            $"make -C {quoted} lint icarus verilator",
            $"make -C {quoted} ice40 ecp5",
            NextSteps.Own($"verify {quoted} --samples 100")
        );
        return ExitCode.Done;
    }
}
