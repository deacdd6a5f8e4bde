using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Bench.Peers;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh train-to</c>.</summary>
internal sealed class TrainToCommand
{
    private readonly Command _command = new(
        "train-to",
        "Time training to a validation accuracy, in Hnsg and in hand-written PyTorch."
    );
    private readonly Argument<double> _accuracy = new("ACCURACY")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Validation accuracy in (0, 1]; default 0.9373, the paper's.",
        CustomParser = result =>
        {
            if (
                double.TryParse(
                    result.Tokens[0].Value,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out double value
                ) && value is > 0 and <= 1
            )
            {
                return value;
            }
            result.AddError($"'{result.Tokens[0].Value}' is not an accuracy in (0, 1], such as 0.9373");
            return 0;
        },
        DefaultValueFactory = _ => 0.9373,
    };
    private readonly Option<string> _preset = new("--preset")
    {
        HelpName = "NAME",
        Description =
            $"What Hnsg trains: {string.Join(", ", Presets.All.Select(preset => preset.Name))}; default fast.",
        DefaultValueFactory = _ => "fast",
    };
    private readonly Option<IReadOnlyList<int>> _seeds = Values.Wholes(
        "--seeds",
        "N,N,…",
        "Seeds that Hnsg trains with; default 1,2,3,4,5."
    );
    private readonly Option<IReadOnlyList<int>> _peerSeeds = Values.Wholes(
        "--peer-seeds",
        "N,N,…",
        "Seeds that PyTorch trains with, or 'none'; default 1.",
        orNone: true
    );
    private readonly Option<int> _every = Values.Whole(
        "--validate-every",
        "Batches between two looks at the validation samples, on both sides; default 10."
    );
    private readonly Option<int> _threads = Values.Whole("--threads", "Threads; default one a processor.");
    private readonly Option<bool> _json;

    private TrainToCommand()
    {
        _command.Arguments.Add(_accuracy);
        foreach (Option option in (Option[])[_preset, _seeds, _peerSeeds, _every, _threads])
        {
            _command.Options.Add(option);
        }
        _json = BenchOptions.Json(_command);
        _command.SetAction(Run);
    }

    public static Command Create()
    {
        Command command = new TrainToCommand()._command;
        Help.Append(
            command,
            """
            Both train on 50,000 samples of MNIST and look at the 10,000 put aside; that time is not counted. The first
            seed's time holds the compilation of the program, too. PyTorch trains 784-1000-10, rate-coded, T = 25.

            Examples:
              ./bench.sh train-to
              ./bench.sh train-to 0.97 --preset default --seeds 1 --peer-seeds none
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        double accuracy = parsed.GetValue(_accuracy);
        int threads = BenchOptions.InRange(parsed, _threads, Environment.ProcessorCount, 1, 1024);
        int every = BenchOptions.InRange(parsed, _every, 10, 1, 100_000);
        TrainingOptions options = Presets.Find(parsed.GetValue(_preset)!).Options with { ValidateEvery = every };
        Pinning pinning = ThreadPinning.Pin(threads);
        Dataset data = StepWork.LoadData();
        List<TimeToAccuracy> ours = [];
        foreach (int seed in Seeds(parsed, _seeds, [1, 2, 3, 4, 5]))
        {
            ours.Add(TimeToAccuracy.Measure(options with { Seed = (ulong)seed }, data, threads, accuracy));
        }
        List<PeerAnswer> theirs = [];
        foreach (int seed in Seeds(parsed, _peerSeeds, [1]))
        {
            Console.Error.WriteLine($"running {Peer.TorchTrain.Name}, seed {seed}, for about a minute …");
            theirs.Add(PeerProcess.Run(Peer.TorchTrain, Arguments(accuracy, threads, every, seed)));
        }
        var comparison = new Comparison(accuracy, parsed.GetValue(_preset)!, data.Name, threads, every, ours, theirs);
        if (parsed.GetValue(_json))
        {
            JsonText.Print(comparison.Json(pinning));
        }
        else
        {
            comparison.Show(pinning);
        }
        return ours.All(it => it.Seconds is not null) ? ExitCode.Done : ExitCode.Bug;
    }

    private static IReadOnlyList<int> Seeds(ParseResult parsed, Option<IReadOnlyList<int>> option, int[] otherwise) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : otherwise;

    private static string[] Arguments(double accuracy, int threads, int every, int seed) =>
        [
            "--accuracy",
            accuracy.ToString(CultureInfo.InvariantCulture),
            "--threads",
            $"{threads}",
            "--validate-every",
            $"{every}",
            "--seed",
            $"{seed}",
        ];

    /// <summary>Both sides.</summary>
    private sealed record Comparison(
        double Accuracy,
        string Preset,
        string Dataset,
        int Threads,
        int Every,
        List<TimeToAccuracy> Ours,
        List<PeerAnswer> Theirs
    )
    {
        /// <summary>The fastest of theirs over the slowest of ours; null where one is missing.</summary>
        private double? Ratio =>
            Ours.Max(it => it.Seconds ?? double.PositiveInfinity) is var slowest
            && double.IsFinite(slowest)
            && Theirs.Min(it => it.Number("seconds")) is { } fastest
                ? fastest / slowest
                : null;

        public JsonObject Json(Pinning pinning)
        {
            var json = new JsonObject
            {
                ["benchmark"] = "train-to",
                ["accuracy"] = Accuracy,
                ["dataset"] = Dataset,
                ["preset"] = Preset,
                ["threads"] = Threads,
                ["validateEvery"] = Every,
                ["pinned"] = pinning.Processors is not null,
            };
            json["hnsg"] = new JsonArray([
                .. Ours.Select(it =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["seed"] = it.Seed,
                            ["batches"] = it.Batches,
                            ["seconds"] = it.Seconds is { } seconds ? Math.Round(seconds, 4) : null,
                            ["validationAccuracy"] = it.Accuracy,
                        }
                ),
            ]);
            json["peers"] = new JsonArray([
                .. Theirs.Select(it => (JsonNode)(it.Json ?? new JsonObject { ["skipped"] = it.Reason })),
            ]);
            json["timesAsFast"] = Ratio is { } ratio ? Math.Round(ratio, 1) : null;
            json["machine"] = Machine.Json();
            return json;
        }

        public void Show(Pinning pinning)
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"training to {Accuracy * 100:F2} % of 10,000 validation samples, {Counted.Of(Threads, "thread")}, {pinning.Text}"
                )
            );
            Console.WriteLine(Machine.Text);
            Table table = Screen.Table("System", "seed", "batches", "seconds", "validation accuracy");
            foreach (TimeToAccuracy it in Ours)
            {
                table.Row(
                    $"Hnsg, preset {Preset}",
                    $"{it.Seed}",
                    $"{it.Batches}",
                    Text(it.Seconds),
                    Percent(it.Accuracy)
                );
            }
            foreach (PeerAnswer it in Theirs)
            {
                table.Row(
                    (string?)it.Json?["system"] ?? Peer.TorchTrain.Name,
                    $"{it.Json?["seed"]}",
                    $"{it.Json?["batches"]}",
                    it.Json is null ? it.Reason : Text(it.Number("seconds")),
                    Percent(it.Number("validationAccuracy"))
                );
            }
            Screen.Output.Write(table);
            if (Ratio is { } ratio)
            {
                Console.WriteLine(
                    FormattableString.Invariant($"slowest of Hnsg beside fastest of PyTorch: {ratio:F1} times as fast")
                );
            }
        }

        private static string Text(double? seconds) =>
            seconds is { } value ? FormattableString.Invariant($"{value:F3}") : "not reached";

        private static string Percent(double? accuracy) => Numbers.Percent(accuracy);
    }
}
