using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Training;
using Hnsg.Training.Comparing;
using Hnsg.Training.Options;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg compare</c>.</summary>
internal sealed class CompareCommand
{
    private readonly Command _command = new(
        "compare",
        "Train several methods with several seeds under one protocol and compare them in a table."
    );
    private readonly DataSettings _data;
    private readonly Option<string?> _preset = new Option<string?>("--preset")
    {
        HelpName = "NAME",
        Description = "Set of options to start from; see 'hnsg train --help'.",
    }.Common(Heading.Training);
    private readonly Option<string> _methods = Values
        .Text("--methods", "NAME,…", "Methods to compare, separated by commas; see below. Default hnsg,weights.")
        .Common(Heading.Comparison);
    private readonly Option<int> _seeds = Values
        .Whole("--seeds", "Train each method with seeds 1…N. Default 3.")
        .Common(Heading.Comparison);
    private readonly Option<IReadOnlyList<double>> _rates = Values
        .Reals(
            "--learning-rates",
            "X,X,…",
            "Learning rates to search. Each method uses the one with the best validation accuracy for seed 1."
        )
        .Rare(Heading.Comparison);
    private readonly Option<int> _searchEpochs = Values
        .Whole("--search-epochs", "Epochs of each search run; by default as many as in the comparison.")
        .Rare(Heading.Comparison);
    private readonly Option<int> _jobs = Values
        .Whole("--jobs", "Runs to train at the same time. Default 1.", "-j")
        .Common(Heading.Comparison);
    private readonly Option<int> _threads = Values
        .Whole("--threads", "Threads of each run; by default the jobs share all cores. Has no effect on accuracy.")
        .Common(Heading.Comparison);
    private readonly TrainingSettings _settings;
    private readonly Option<string?> _out = new Option<string?>("--out", "-o")
    {
        HelpName = "DIR",
        Description =
            "Output folder; default runs/compare-DATASET-PRESET. Runs already finished there are not trained again.",
    }
        .Common(Heading.Output)
        .AsPath();
    private readonly Option<bool> _json = new Option<bool>("--json")
    {
        Description = "Print only comparison.json on standard output.",
    }.Common(Heading.Output);

    private CompareCommand()
    {
        _data = new DataSettings(_command, "Default auto: MNIST if it is available, otherwise the embedded digits.");
        foreach (
            Option option in (Option[])[_methods, _seeds, _rates, _searchEpochs, _jobs, _threads, _out, _json, _preset]
        )
        {
            _command.Options.Add(option);
        }
        _settings = new TrainingSettings(_command, without: ["--method", "--seed"]);
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new CompareCommand()._command;
        string text = $"""
            {MethodTable.Text()}

            All other options are those of 'hnsg train' and apply to every method. Where an option is not given, a method
            starts from the preset and changes only what it must: its learning rate and, if it has no spikes, its loss,
            steps and encoding. Some methods cannot use some options: ann-hidden has no --steps. Such a method ignores
            the option, and a note below the table says so.
            Ctrl-C saves every run; the same command continues. Add methods or seeds to it to extend the table.
            The output folder must not hold runs with other data or options. hnsg writes comparison.csv, comparison.json
            and comparison.md there, with the command that made them, and a run folder for each method and seed.

            Examples:
              hnsg compare --methods hnsg,weights,random --seeds 3
              hnsg compare --methods hnsg,signed --learning-rates 0.001,0.003,0.01 --jobs 2
              hnsg compare --dataset digits --epochs 2 --train-samples 1000 --seeds 1 --json
            """;
        LongHelp.Append(command, text, text);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        Preset preset = Presets.Find(parsed.GetValue(_preset) ?? Presets.Default);
        if (parsed.IsGiven(_rates) && _settings.Gives(parsed, "--learning-rate"))
        {
            throw new OptionException(
                "learning-rate",
                "it cannot be given together with --learning-rates, which searches for it. Give one of them"
            );
        }
        var plan = new ComparisonPlan
        {
            Methods = [.. (parsed.GetValue(_methods) ?? "hnsg,weights").Split(',').Select(name => name.Trim())],
            Seeds = parsed.Given(_seeds) ?? 3,
            Options = method => _settings.ApplyUsed(parsed, TrainingChoices.WithMethod(preset.Options, method)),
            LearningRates = parsed.GetValue(_rates) ?? [],
            SearchEpochs = parsed.Given(_searchEpochs),
            Jobs = parsed.Given(_jobs) ?? 1,
            Threads = parsed.Given(_threads),
            Preset = preset.Name,
            Notes = methods => Notes(parsed, preset.Options, methods),
        };
        plan.Check();
        LoadedData data = _data.Load(parsed, _data.Name(parsed) ?? Datasets.Auto, interruption.Token);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(data.Dataset.Name));
        string folder = parsed.GetValue(_out) ?? Path.Combine("runs", $"compare-{name}-{preset.Name}");
        OutputPath.Check("out", folder, data.Dataset.Paths);
        var comparison = new Comparison(folder, plan, data.Dataset, data.Notice);
        ComparisonTable table;
        interruption.LetSave();
        try
        {
            using var view = new ComparisonView(parsed.GetValue(_json));
            table = comparison.Run(view, interruption.Token);
        }
        catch (OperationCanceledException error)
        {
            throw new InterruptedException(
                $"interrupted; all runs in {folder} are saved. Run the same command again to continue.",
                null,
                error
            );
        }
        if (parsed.GetValue(_json))
        {
            Console.Out.Write(table.ToJson());
            return ExitCode.Done;
        }
        IReadOnlyList<IReadOnlyList<string>> lines = table.Lines();
        Table screen = Screen.Table([.. lines[0]]);
        foreach (IReadOnlyList<string> line in lines.Skip(1))
        {
            screen.Row([.. line]);
        }
        Screen.Output.Write(screen);
        foreach (string note in table.Footnotes())
        {
            Console.Out.WriteLine(note);
        }
        Console.Out.WriteLine($"Tables and runs: {folder}");
        return ExitCode.Done;
    }

    private List<string> Notes(ParseResult parsed, TrainingOptions preset, IReadOnlyList<string> methods)
    {
        List<string> notes = [];
        foreach (string method in methods)
        {
            TrainingOptions own = TrainingChoices.WithMethod(preset, method);
            var unused = _settings
                .Unused(parsed, own)
                .GroupBy(it => it.Why, it => $"--{it.Option}")
                .Select(group => $"{string.Join(", ", group)} ({group.Key})")
                .ToList();
            if (unused.Count > 0)
            {
                notes.Add($"{method} does not use {string.Join(", ", unused)}.");
            }
        }
        if (OptionNotice.Of(_settings.Apply(parsed, preset)) is { } notice)
        {
            notes.Add(notice);
        }
        return notes;
    }
}
