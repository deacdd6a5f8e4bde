using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Exports;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg verify</c>.</summary>
internal sealed class VerifyCommand
{
    private readonly Command _command = new(
        "verify",
        "Run an export and the library on the same inputs, and report the first spike that differs."
    );
    private readonly Argument<string> _export = new Argument<string>("EXPORT")
    {
        Description = "Folder or file that 'hnsg export' wrote.",
    }.AsPath();
    private readonly DataSettings _data;
    private readonly Option<string?> _model = new Option<string?>("--model")
    {
        HelpName = "MODEL",
        Description = "Model that was exported; by default the model.hnsg in or beside the export.",
    }.AsPath();
    private readonly Option<int> _samples = Values.Whole(
        "--samples",
        "Compare on the first N test samples only; 0 uses only pictures of random dots, which need no data set."
    );
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print only the outcome, as JSON on standard output.",
    };

    private VerifyCommand()
    {
        _command.Arguments.Add(_export);
        _data = new DataSettings(_command, "Default: the one the model was trained on.");
        foreach (Option option in (Option[])[_model, _samples, _json])
        {
            _command.Options.Add(option);
        }
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new VerifyCommand()._command;
        Help.Append(
            command,
            """
            hnsg compares the class, the votes and, if the export reports them, the spikes of every neuron at every step.
            It does so on the test samples and on pictures of random dots, which reach connections from pixels that are 0
            in every sample: 256 pictures, or 16 for a Verilog core, which is slow to simulate.

            C is compiled with $CC (default gcc) and $CFLAGS (default -O2). A core is simulated by $SIMULATOR, verilator or
            iverilog (default: verilator if it and g++ are installed). NumPy arrays are run with $PYTHON (default: the
            first python3 that has NumPy).

            Examples:
              hnsg verify runs/tiny/model-c
              hnsg verify runs/tiny/model-c --dataset mnist --samples 1000 --json
              hnsg verify runs/tiny/model.npz
              hnsg verify runs/tiny/model-verilog --dataset mnist --samples 100

            The exit code is 3 if there is a difference.
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string export = parsed.GetValue(_export)!;
        int count = parsed.Given(_samples) ?? int.MaxValue;
        if (count < 0)
        {
            throw new OptionException("samples", $"{count} is negative; give 0 or more");
        }
        ExportedModel exported = ExportedModel.Find(export, parsed.GetValue(_model));
        TrainedNetwork network = exported.Network;
        Dataset? data =
            count == 0 ? null : _data.LoadFor(parsed, exported.ModelPath, network, interruption.Token).Dataset;
        using ExportProgram program = exported.Build(interruption.Token);
        List<VerifySample> samples =
        [
            .. data is null ? [] : VerifySample.Of(data.Test, count),
            .. VerifySample.Probes(network.Spec.Inputs, program.Probes),
        ];
        ExportDifference? difference;
        using (var line = new EvaluationLine(samples.Count))
        {
            difference = ExportVerifier.Run(network, program, samples, line, interruption.Token);
        }
        int tested = samples.Count - program.Probes;
        if (parsed.GetValue(_json))
        {
            JsonText.Print(Json(export, exported.Target, data, program, tested, difference));
        }
        else if (difference is null)
        {
            Table table = Screen.Table("Verified", export);
            table.Row("target", $"{exported.Target}, run with {program.Runner}");
            table.Row(
                "samples",
                $"{(data is null ? "" : $"{Counted.Of(tested, "test sample")} of {data.Name}, ")}{program.Probes} pictures of random dots"
            );
            table.Row(
                "result",
                program.TellsSpikes ? "class, votes and every spike are identical" : "class and votes are identical"
            );
            Screen.Output.Write(table);
        }
        return difference is null
            ? ExitCode.Done
            : throw new InputException(
                export,
                $"the export differs from the model at {difference}. Export the model again"
            );
    }

    private static JsonObject Json(
        string export,
        string target,
        Dataset? data,
        ExportProgram program,
        int samples,
        ExportDifference? difference
    ) =>
        new()
        {
            ["export"] = export,
            ["target"] = target,
            ["runner"] = program.Runner,
            ["dataset"] = data?.Name,
            ["samples"] = samples,
            ["probes"] = program.Probes,
            ["spikes"] = program.TellsSpikes,
            ["identical"] = difference is null,
            ["difference"] = difference is null
                ? null
                : new JsonObject
                {
                    ["sample"] = difference.Sample.Name,
                    ["step"] = difference.Step,
                    ["layer"] = difference.Layer + 1,
                    ["neuron"] = difference.Neuron,
                    ["detail"] = difference.Detail,
                },
        };
}
