using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Disk;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Nir;

namespace Hnsg.Cli.Exports;

/// <summary><c>hnsg import nir</c>.</summary>
internal sealed class ImportNirCommand
{
    private static readonly NirImportOptions Usual = new();

    private readonly Command _command = new(
        "nir",
        "Import a feed-forward network of LIF or IF neurons from a NIR file."
    );
    private readonly Argument<string> _file = new Argument<string>("FILE") { Description = "NIR file." }.AsPath();
    private readonly Option<string?> _out = new Option<string?>("--out", "-o")
    {
        HelpName = "MODEL",
        Description = "Model file to write; by default the NIR file's name with .hnsg.",
    }.AsPath();
    private readonly Option<int> _steps = Values.Whole(
        "--steps",
        $"Time steps for which a sample is shown; default {Usual.Steps}."
    );
    private readonly Option<InputEncoding> _encoding = Values.OneOf<InputEncoding>(
        "--encoding",
        "How pixels become input, default direct (the pixel as a number, at every step)"
    );
    private readonly Option<double> _white = Values.Real("--white", "Input value of a pixel of 255; default 1.");
    private readonly Option<double> _black = Values.Real("--black", "Input value of a pixel of 0; default 0.");
    private readonly Option<double> _step = Values.Real(
        "--dt",
        "Length of a time step in seconds; by default what the file says, or else 0.0001."
    );
    private readonly Option<ResetKind> _reset = Values.OneOf(
        "--reset",
        "What a spike does to the membrane, default zero (sets it to v_reset, as NIR defines)",
        [ResetKind.Subtract, ResetKind.DelayedSubtract, ResetKind.Zero]
    );
    private readonly Option<string?> _dataset = new Option<string?>("--dataset", "-d")
    {
        HelpName = "NAME",
        Description = "Data set the network was trained on; 'hnsg eval' will use it.",
    }.AsPath();
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print only what was read, as JSON on standard output.",
    };

    private ImportNirCommand()
    {
        _command.Arguments.Add(_file);
        foreach (Option option in (Option[])[_out, _steps, _encoding, _white, _black, _step, _reset, _dataset, _json])
        {
            _command.Options.Add(option);
        }
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new ImportNirCommand()._command;
        Help.Append(
            command,
            """
            A file written by 'hnsg export nir' holds all these values itself, and importing it restores the model.

            Examples:
              hnsg import nir snntorch.nir --dataset mnist --steps 25 --reset delayed-subtract
              hnsg import nir norse.nir --dt 0.001 --encoding rate --out norse.hnsg
              hnsg import nir normalised.nir --black -0.4242 --white 2.8215     (pixel − 0.1307) / 0.3081
              hnsg eval snntorch.hnsg
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string file = parsed.GetValue(_file)!;
        string path = Target(file, parsed.GetValue(_out));
        NirImported imported = NirImport.Read(
            file,
            new NirImportOptions
            {
                Steps = parsed.Given(_steps) ?? Usual.Steps,
                Encoding = parsed.Given(_encoding) ?? Usual.Encoding,
                White = parsed.Given(_white) ?? Usual.White,
                Black = parsed.Given(_black) ?? Usual.Black,
                TimeStep = parsed.Given(_step),
                Reset = parsed.Given(_reset),
                Dataset = parsed.GetValue(_dataset),
            }
        );
        if (imported.Notice is { } notice)
        {
            Console.Error.WriteLine($"hnsg: NOTICE: {notice}.");
        }
        TrainedNetwork network = imported.Network;
        network.Save(path);
        bool hidden = network is HiddenNetwork;
        int[] widths = [network.Spec.Inputs, .. network.Spec.Layers.Select(layer => layer.Neurons)];
        if (parsed.GetValue(_json))
        {
            JsonText.Print(
                new JsonObject
                {
                    ["file"] = file,
                    ["model"] = path,
                    ["hidden"] = hidden,
                    ["layers"] = new JsonArray([.. widths.Select(width => (JsonNode)width)]),
                    ["connections"] = network.Connections,
                    ["steps"] = network.Spec.Steps,
                    ["assumptions"] = NirAssumptionText.Json(network.Spec, imported.Assumptions),
                    ["notice"] = imported.Notice,
                }
            );
            return ExitCode.Done;
        }
        Table table = Screen.Table("Read", file);
        table.Row("network", $"{string.Join('-', widths)}, {(hidden ? "a hidden network of Hnsg" : "real weights")}");
        foreach ((string name, string value) in NirAssumptionText.Rows(network.Spec, imported.Assumptions))
        {
            table.Row(name, value);
        }
        table.Row("model", path);
        Screen.Output.Write(table);
        string quoted = Shell.Quote(path);
        NextSteps.Show(NextSteps.Own($"inspect {quoted}"), NextSteps.Own($"eval {quoted}"));
        return ExitCode.Done;
    }

    private static string Target(string file, string? given)
    {
        string path = given ?? Path.ChangeExtension(file, NetworkFiles.Extension);
        OutputPath.Check("out", path, file);
        // It may well be the model of a run that the file was made of.
        return given is null && File.Exists(path)
            ? throw new InputException(
                path,
                $"this file already exists and may be the model that {file} was made from. Name another file with --out, or this one to replace it"
            )
            : path;
    }
}
