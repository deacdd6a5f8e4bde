using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Plots;
using Hnsg.Plots.Figures;
using Hnsg.Plots.Report;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg train</c>.</summary>
internal sealed class TrainCommand
{
    private const string Examples = """
        Examples:
          hnsg train --dataset mnist --epochs 5
          hnsg train --preset tiny --seed 3 --out runs/tiny3
          hnsg train --network 500-300 --keep 0.1,0.5 --lr 0.02
          hnsg train --dataset digits --train-samples 1000 --epochs 2 --json
          hnsg train --resume runs/tiny3
          hnsg train --tensorboard --out runs/watched  (then: tensorboard --logdir runs)
        """;

    private readonly Command _command = new("train", "Train a network and save everything in a run folder.");
    private readonly DataSettings _data;
    private readonly Option<string?> _preset = new Option<string?>("--preset")
    {
        HelpName = "NAME",
        Description = "Set of options to start from; see below.",
    }.Common(Heading.Training);
    private readonly TrainingSettings _settings;
    private readonly Option<int> _threads = Values
        .Whole("--threads", "Number of threads. Has no effect on the result.")
        .Common(Heading.Training);
    private readonly Option<string?> _out = new Option<string?>("--out", "-o")
    {
        HelpName = "DIR",
        Description = "Run folder; default runs/DATASET-PRESET-seedN, with -2, -3, … appended if that is taken.",
    }
        .Common(Heading.Output)
        .AsPath();
    private readonly Option<string?> _resume = new Option<string?>("--resume")
    {
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Continue the run in DIR, or in --out. Options come from its run.json.",
    }
        .Common(Heading.Output)
        .AsPath();
    private readonly Option<bool> _tensorBoard = new Option<bool>("--tensorboard")
    {
        Description =
            "Write an event file for TensorBoard into the run folder, with one point per epoch. A resumed run continues its own.",
    }.Rare(Heading.Output);
    private readonly Option<bool> _noReport = new Option<bool>("--no-report")
    {
        Description = "Do not write report.html at the end; 'hnsg report' can write it later.",
    }.Rare(Heading.Output);
    private readonly Option<bool> _json = new Option<bool>("--json")
    {
        Description = "Print only result.json on standard output.",
    }.Common(Heading.Output);

    private TrainCommand()
    {
        _data = new DataSettings(_command, "Default auto: MNIST if it is available, otherwise the embedded digits.");
        _command.Options.Add(_preset);
        _settings = new TrainingSettings(_command);
        foreach (Option option in (Option[])[_threads, _out, _resume, _tensorBoard, _noReport, _json])
        {
            _command.Options.Add(option);
        }
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new TrainCommand()._command;
        LongHelp.Append(command, $"{PresetTable.Summaries()}\n\n{Examples}", $"{Tables()}\n\n{Examples}");
        return command;
    }

    private static string Tables() =>
        $"""
            {PresetTable.Text()}

            {MethodTable.Text()}
            An option that the method cannot use, such as --steps for ann-hidden, is an error.
            """;

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string? folder = ResumeFolder(parsed);
        if (folder is not null && Finished(folder, parsed) is { } finished)
        {
            if (!File.Exists(new RunFolder(folder).ReportPath))
            {
                // It was killed between its result and its report, or there was none wanted at the time.
                WriteReport(
                    parsed,
                    folder,
                    name => _data.Load(parsed, name, interruption.Token, new RunFolder(folder).DescriptionPath).Dataset,
                    interruption.Token
                );
            }
            Show(parsed, finished, folder);
            return ExitCode.Done;
        }
        using TrainingRun run = folder is null
            ? Start(parsed, parsed.GetValue(_out), interruption.Token)
            : Resume(parsed, folder, interruption.Token);
        RunResult result;
        interruption.LetSave();
        try
        {
            if (parsed.GetValue(_tensorBoard))
            {
                run.WriteEvents();
            }
            using var view = new TrainingView(run, json: parsed.GetValue(_json));
            result = run.Run(view, interruption.Token);
        }
        catch (OperationCanceledException error)
        {
            throw new InterruptedException(
                $"interrupted after {run.History.Count} of {Counted.Of(run.Description.Options.Epochs, "epoch")}; the training so far is saved",
                NextSteps.Own($"train --resume {Shell.Quote(run.Folder.Path)}"),
                error
            );
        }
        WriteReport(parsed, run.Folder.Path, _ => run.Dataset, interruption.Token);
        Show(parsed, result, run.Folder.Path);
        return ExitCode.Done;
    }

    // The run is finished and saved: what goes wrong with its report is told, and does not make the run fail.
    private void WriteReport(
        ParseResult parsed,
        string folder,
        Func<string, Dataset> load,
        CancellationToken cancellation
    )
    {
        if (parsed.GetValue(_noReport))
        {
            return;
        }
        try
        {
            ReportPage.Save(new RunContents(folder, load, null, parsed.Given(_threads), cancellation));
        }
        catch (Exception error) when (error is InputException or OperationCanceledException)
        {
            string why = error is InputException ? error.Message : "interrupted";
            Console.Error.WriteLine($"hnsg: the run is finished, but its report was not written ({why}). To write it:");
            Screen.Error.WriteWhole(NextSteps.Own($"report --run {Shell.Quote(folder)}"));
        }
    }

    private string? ResumeFolder(ParseResult parsed)
    {
        if (!parsed.IsGiven(_resume))
        {
            return null;
        }
        string? named = parsed.GetValue(_resume);
        string? given = parsed.GetValue(_out);
        if (named is not null && given is not null && Path.GetFullPath(named) != Path.GetFullPath(given))
        {
            throw new OptionException(
                "resume",
                $"{named} is not the folder given by --out, {given}. Give only one of them"
            );
        }
        string folder =
            named
            ?? given
            ?? throw new OptionException(
                "resume",
                "the run is missing. Name its folder: --resume DIR, or --out DIR --resume"
            );
        if (named is not null && given is null && !new RunFolder(folder).HoldsRun)
        {
            throw new InputException(
                folder,
                "there is no run to resume here: run.json is missing. Check the folder, or start a run in it with --out."
            );
        }
        return folder;
    }

    // A finished run needs no data, but other options than its own are still a mistake.
    private RunResult? Finished(string folder, ParseResult parsed)
    {
        RunResult? result = TrainingRun.Finished(folder, run => Expected(parsed, run));
        if (result is not null)
        {
            Console.Error.WriteLine($"hnsg: the run in {folder} is already finished; this is its result.");
        }
        return result;
    }

    private TrainingRun Start(ParseResult parsed, string? path, CancellationToken cancellation)
    {
        Preset preset = Presets.Find(parsed.GetValue(_preset) ?? Presets.Default);
        TrainingOptions options = _settings.ApplyAll(parsed, preset.Options);
        options.Validate();
        CheckThreads(parsed);
        if (path is not null)
        {
            new RunFolder(path).CheckFree();
        }
        if (OptionNotice.Of(options) is { } notice)
        {
            Console.Error.WriteLine($"hnsg: NOTICE: {notice}");
        }
        LoadedData data = _data.Load(parsed, _data.Name(parsed) ?? Datasets.Auto, cancellation);
        path ??= RunFolder.FirstFree(DefaultFolder(data.Dataset.Name, preset.Name, options.Seed)).Path;
        OutputPath.Check("out", path, data.Dataset.Paths);
        return TrainingRun.Start(path, options, data.Dataset, preset.Name, data.Notice, parsed.Given(_threads));
    }

    private TrainingRun Resume(ParseResult parsed, string path, CancellationToken cancellation)
    {
        var folder = new RunFolder(path);
        if (!folder.HoldsRun)
        {
            Console.Error.WriteLine($"hnsg: there is no run in {path} yet; starting one.");
            return Start(parsed, path, cancellation);
        }
        RunDescription description = folder.ReadDescription();
        CheckThreads(parsed);
        TrainingOptions expected = Expected(parsed, description);
        string? given = _data.Name(parsed);
        string name = given is null or Datasets.Auto ? description.Data.Name : given;
        LoadedData data = _data.Load(parsed, name, cancellation, folder.DescriptionPath);
        return TrainingRun.Resume(path, data.Dataset, expected, parsed.Given(_threads));
    }

    // The run's options with those changed that were given; names are compared here, since they are no options.
    private TrainingOptions Expected(ParseResult parsed, RunDescription description)
    {
        if (parsed.GetValue(_preset) is { } preset && Presets.Find(preset).Name != description.Preset)
        {
            throw Differs("preset", description.Preset, preset);
        }
        DatasetInfo? given = Datasets.All.FirstOrDefault(info =>
            info.Name.Equals(_data.Name(parsed), StringComparison.OrdinalIgnoreCase)
        );
        if (given is not null && given.Name != description.Data.Name)
        {
            throw Differs("dataset", description.Data.Name, given.Name);
        }
        return _settings.ApplyAll(parsed, description.Options);
    }

    private static OptionException Differs(string option, string one, string other) =>
        new(option, $"the run has {one}, but {other} was given. Leave the option out to continue the run");

    private void CheckThreads(ParseResult parsed)
    {
        if (parsed.Given(_threads) is < 1 or > 1024)
        {
            throw new OptionException("threads", $"{parsed.Given(_threads)} is not in 1…1,024");
        }
    }

    private static string DefaultFolder(string dataset, string preset, ulong seed) =>
        Path.Combine("runs", $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(dataset))}-{preset}-seed{seed}");

    private void Show(ParseResult parsed, RunResult result, string folder)
    {
        if (parsed.GetValue(_json))
        {
            Console.Out.Write(RunJson.Write(result));
        }
        else
        {
            ResultTable.Show(result, folder);
        }
        if (LittleLearned.Of(result) is { } notice)
        {
            Console.Error.WriteLine($"hnsg: NOTICE: {notice}. To see why:");
            Screen.Error.WriteWhole($"       {NextSteps.Own($"doctor {Shell.Quote(folder)}")}");
        }
    }
}
