using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg eval</c>.</summary>
internal sealed class EvalCommand
{
    private readonly Command _command = new("eval", "Test a model on a data set.");
    private readonly Argument<string> _model = new Argument<string>("MODEL") { Description = "Model file." }.AsPath();
    private readonly DataSettings _data;
    private readonly Option<string> _split = new("--split")
    {
        HelpName = "NAME",
        Description = "Samples to use: test (default) or train.",
        DefaultValueFactory = _ => "test",
    };
    private readonly Option<int> _threads = Values.Whole(
        "--threads",
        "Number of threads. Has no effect on the result."
    );
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print only the result, as JSON on standard output.",
    };

    private EvalCommand()
    {
        _data = new DataSettings(_command, "Default: the one the model was trained on.");
        _command.Arguments.Add(_model);
        foreach (Option option in (Option[])[_split, _threads, _json])
        {
            _command.Options.Add(option);
        }
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new EvalCommand()._command;
        Help.Append(
            command,
            """
            Examples:
              hnsg eval runs/mnist-default-seed1/model.hnsg
              hnsg eval model.hnsg --dataset fashion-mnist
              hnsg eval model.hnsg --dataset ./my-digits --split train --json
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string split = parsed.GetValue(_split)!;
        if (split is not ("test" or "train"))
        {
            throw UnknownName.Error("split", split, ["test", "train"]);
        }
        int? threads = parsed.Given(_threads);
        if (threads is < 1 or > 1024)
        {
            throw new OptionException("threads", $"{threads} is not in 1…1,024");
        }
        string path = parsed.GetValue(_model)!;
        TrainedNetwork any = TrainedNetwork.LoadAny(path);
        LoadedData data = _data.LoadFor(parsed, path, any, interruption.Token);
        SampleSet samples = split == "test" ? data.Dataset.Test : data.Dataset.Train;
        if (any is not HiddenNetwork network)
        {
            return Compared(parsed, path, any, data, samples, threads, interruption.Token);
        }
        HeldOut heldOut = HeldOut.For(path, data.Dataset);
        Measurement measured;
        ExitChoice exit;
        using (var line = new EvaluationLine(samples.Count + (heldOut.Samples?.Count ?? 0)))
        {
            measured = Measurer.Run(network, samples, threads, line, interruption.Token);
            // The margin of the early exit is a choice, so it is made on samples that the network is not tested on.
            exit = ExitChoice.On(
                network,
                heldOut.Samples,
                heldOut.Description,
                threads,
                line.After(samples.Count),
                interruption.Token
            );
        }
        if (parsed.GetValue(_json))
        {
            var json = new JsonObject
            {
                ["model"] = path,
                ["dataset"] = data.Dataset.Name,
                ["source"] = data.Dataset.Source,
            };
            json["notice"] = data.Notice;
            json["split"] = split;
            MeasurementJson.AddTo(json, measured, network.Metadata.Classes, exit);
            JsonText.Print(json);
            return ExitCode.Done;
        }
        Table table = Screen.Table("Evaluation", "");
        table.Row("model", path);
        table.Row("data set", $"{data.Dataset.Name}, {split} samples ({data.Dataset.Source})");
        MeasurementTable.AddTo(table, measured, exit);
        Screen.Output.Write(table);
        MeasurementTable.ShowClasses(measured, network);
        return ExitCode.Done;
    }

    // Networks that hidden networks are compared with: what they have in common with them is measured.
    private int Compared(
        ParseResult parsed,
        string path,
        TrainedNetwork network,
        LoadedData data,
        SampleSet samples,
        int? threads,
        CancellationToken cancellation
    )
    {
        NetworkCost cost;
        using (var line = new EvaluationLine(samples.Count))
        {
            cost = NetworkCost.Of(network, samples, threads, line, cancellation);
        }
        Evaluation evaluation = cost.Evaluation;
        if (parsed.GetValue(_json))
        {
            var json = new JsonObject
            {
                ["model"] = path,
                ["dataset"] = data.Dataset.Name,
                ["source"] = data.Dataset.Source,
            };
            json["notice"] = data.Notice;
            json["split"] = parsed.GetValue(_split);
            foreach ((string name, JsonNode? value) in RunJson.ToObject(evaluation))
            {
                json[name] = value?.DeepClone();
            }
            if (!network.Spec.HasSpikes)
            {
                json["firingIntensity"] = null;
                json["activeUnits"] = evaluation.FiringIntensity.Hidden;
            }
            json["synapticOperations"] = cost.SynapticOperations;
            json["effectiveMacs"] = cost.Macs;
            json["effectiveAcs"] = cost.Acs;
            JsonText.Print(json);
            return ExitCode.Done;
        }
        Table table = Screen.Table("Evaluation", "");
        table.Row("model", path);
        table.Row("data set", $"{data.Dataset.Name}, {parsed.GetValue(_split)} samples ({data.Dataset.Source})");
        table.Row(
            "accuracy",
            $"{Numbers.Percent(evaluation.Accuracy)}: {Numbers.Count(evaluation.Correct)} of {Numbers.Count(evaluation.Samples)}"
        );
        table.Row(Numbers.Activity(evaluation.FiringIntensity, network.Spec.HasSpikes));
        table.Row("synaptic operations", $"{Numbers.Count((long)cost.SynapticOperations)} per sample");
        Screen.Output.Write(table);
        return ExitCode.Done;
    }
}
