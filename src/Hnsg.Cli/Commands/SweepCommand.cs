using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Sweeps;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg sweep</c>.</summary>
internal sealed class SweepCommand
{
    private readonly Command _command = new("sweep", "Train many choices of options side by side, as a plan says.");
    private readonly Argument<string> _plan = new Argument<string>("PLAN")
    {
        Description = "Plan, a JSON file; see below.",
    }.AsPath();
    private readonly DataSettings _data;
    private readonly Option<int> _jobs = Values.Whole("--jobs", "Runs side by side; default one a core.", "-j");
    private readonly Option<int> _threads = Values.Whole(
        "--threads",
        "Threads of each run; default 1. No accuracy depends on it."
    );
    private readonly Option<string> _shard = Values.Text(
        "--shard",
        "I/N",
        "Only the I-th of N parts, as for job arrays. With halving each part is a sweep of its own."
    );
    private readonly Option<string?> _out = new Option<string?>("--out", "-o")
    {
        HelpName = "DIR",
        Description = "Folder; default runs/sweep-PLAN. What is finished there is not trained again.",
    }.AsPath();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "List the choices and train nothing." };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print sweep.json, and nothing else, on standard output.",
    };

    private SweepCommand()
    {
        _command.Arguments.Add(_plan);
        _data = new DataSettings(_command, "Default the plan's, else auto.");
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
            A plan, in which every part but one of options, grid and random may be left out:
              {
                "dataset": "mnist",                        // comments and trailing commas are allowed
                "options": { "preset": "tiny", "epochs": 18 },
                "grid": { "steps": [4, 8], "keep": [[0.05, 0.5], [0.1, 0.5]] },
                "random": {
                  "learning-rate": { "log": [0.001, 0.03] },     // or uniform, whole, log-whole
                  "surrogate": ["atan", "triangle"],             // one of these
                  "gain": { "layers": [{ "uniform": [0.7, 1.5] }, 0.8] }
                },
                "draws": 16,                               // for each combination of the grid
                "seeds": 3,                                // 1, 2, 3; or a list
                "halving": { "factor": 3, "epochs": 2 },   // compared after 2 and 6 epochs; left out: all to the end
                "budget": { "runs": 64, "epochs": 400 },   // at most
              }
            Options are those of 'hnsg train' and 'preset'. Choices are compared by validation accuracy; test samples are
            looked at once, at the end of a run. With halving, seed 1 decides, and what reaches the end gets the others.
            Ctrl-C saves every run; the same command goes on. The folder gets sweep.csv, sweep.json and a run folder for
            each run, named by the hash of its options and data. More in docs/sweeps.md.

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
                $"interrupted; all runs in {folder} are saved. The same command goes on with them.",
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
