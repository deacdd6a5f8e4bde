using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Sweeps;
using Hnsg.Sweeps.Plans;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg sweep</c>.</summary>
internal sealed class SweepCommand
{
    private readonly Command _command = new("sweep", "Train many combinations of options, as described in a plan.");
    private readonly Argument<string> _plan = new Argument<string>("PLAN")
    {
        Description = "The plan: a JSON file, described below.",
    }.AsPath();
    private readonly DataSettings _data;
    private readonly Option<int> _jobs = Values.Whole(
        "--jobs",
        "Runs to train at the same time; by default one per core.",
        "-j"
    );
    private readonly Option<int> _threads = Values.Whole(
        "--threads",
        "Threads of each run; default 1. Has no effect on accuracy."
    );
    private readonly Option<string> _shard = Values.Text(
        "--shard",
        "I/N",
        "Train only part I of N, for example in a job array. With halving, each part is a sweep of its own."
    );
    private readonly Option<string?> _out = new Option<string?>("--out", "-o")
    {
        HelpName = "DIR",
        Description = "Output folder; default runs/sweep-PLAN. Runs already finished there are not trained again.",
    }.AsPath();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "List the runs without training them." };
    private readonly Option<bool> _json = new("--json") { Description = "Print only sweep.json on standard output." };

    private SweepCommand()
    {
        _command.Arguments.Add(_plan);
        _data = new DataSettings(_command, "Default: the plan's, or else auto.");
        foreach (Option option in (Option[])[_jobs, _threads, _shard, _out, _dryRun, _json])
        {
            _command.Options.Add(option);
        }
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new SweepCommand()._command;
        Help.Append(
            command,
            """
            A plan looks like this. It needs at least one of options, grid and random; the rest may be left out:
              {
                "dataset": "mnist",                        // comments and trailing commas are allowed
                "options": { "preset": "tiny", "epochs": 18 },
                "grid": { "steps": [4, 8], "keep": [[0.05, 0.5], [0.1, 0.5]] },
                "random": {
                  "learning-rate": { "log": [0.001, 0.03] },     // or uniform, whole, log-whole
                  "surrogate": ["atan", "triangle"],             // one of these values
                  "gain": { "layers": [{ "uniform": [0.7, 1.5] }, 0.8] }
                },
                "draws": 16,                               // for each combination of the grid
                "seeds": 3,                                // 1, 2, 3; or a list
                "halving": { "factor": 3, "epochs": 2 },   // compare after 2 and 6 epochs; without it all runs are finished
                "budget": { "runs": 64, "epochs": 400 },   // at most
              }
            Options are those of 'hnsg train', and 'preset'. Choices of options are compared by validation accuracy; test
            samples are used once, at the end of a run. With halving, choices compete with seed 1 alone, and those that
            reach the end are then trained with the other seeds.
            Ctrl-C saves every run; the same command continues. hnsg writes sweep.csv, sweep.json and a run folder for
            each run, named by the hash of its options and data. See docs/sweeps.md.

            Examples:
              hnsg sweep plan.json
              hnsg sweep plan.json --dry-run
              hnsg sweep plan.json --jobs 8 --shard 2/4 --out runs/sweep
              hnsg front runs/sweep-plan --measures accuracy,connections
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string file = parsed.GetValue(_plan)!;
        int threads = parsed.Given(_threads) ?? 1;
        int jobs = parsed.Given(_jobs) ?? Math.Max(1, Environment.ProcessorCount / Math.Max(1, threads));
        Sweep.Check(jobs, threads);
        Shard shard = parsed.GetValue(_shard) is { } part ? Shard.Parse(part) : Shard.Whole;
        SweepPlan plan = SweepPlan.Read(file, new PlanOptions().Read);
        LoadedData data = _data.Load(
            parsed,
            _data.Name(parsed) ?? plan.Dataset ?? Datasets.Auto,
            interruption.Token,
            file
        );
        string folder =
            parsed.GetValue(_out) ?? Path.Combine("runs", $"sweep-{Path.GetFileNameWithoutExtension(file)}");
        OutputPath.Check("out", folder, data.Dataset.Paths);
        var sweep = new Sweep(folder, plan, data.Dataset, data.Notice, shard);
        bool json = parsed.GetValue(_json);
        if (parsed.GetValue(_dryRun))
        {
            return Print(sweep.Table(), json, () => SweepOutput.ShowChoices(sweep));
        }
        SweepTable table;
        interruption.LetSave();
        try
        {
            using var view = new SweepView(sweep.Jobs, json);
            table = sweep.Run(jobs, threads, view, interruption.Token);
        }
        catch (OperationCanceledException error)
        {
            throw new InterruptedException(
                $"interrupted; all runs in {folder} are saved. Run the same command again to continue.",
                null,
                error
            );
        }
        return Print(table, json, () => SweepOutput.ShowBest(table, folder));
    }

    private static int Print(SweepTable table, bool json, Action show)
    {
        if (json)
        {
            Console.Out.Write(table.ToJson());
        }
        else
        {
            show();
        }
        return ExitCode.Done;
    }
}
