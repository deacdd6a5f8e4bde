using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Disk;
using Hnsg.Plots;
using Hnsg.Sweeps.Fronts;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg front</c>.</summary>
internal sealed class FrontCommand
{
    private readonly Command _command = new(
        "front",
        "Find and draw the Pareto front of runs: those that no other run beats in every measure."
    );
    private readonly Argument<string[]> _results = new Argument<string[]>("RESULT")
    {
        Description = "Folders of runs, sweeps or comparisons.",
        Arity = ArgumentArity.OneOrMore,
    }.AsPath();
    private readonly Option<string> _measures = Values.Text(
        "--measures",
        "NAME,NAME,…",
        $"Measures to compare, two or more of {string.Join(", ", FrontMeasure.All.Select(it => it.Name))}. Default accuracy,connections."
    );
    private readonly Option<bool> _byTest = new("--by-test")
    {
        Description = "Choose the front by accuracy on test samples. For runs without validation samples.",
    };
    private readonly Option<string?> _csv = new Option<string?>("--csv")
    {
        HelpName = "FILE",
        Description = "Table to write; by default the figure's name with .csv.",
    }.AsPath();
    private readonly FigureSettings _figure;

    private FrontCommand()
    {
        _command.Arguments.Add(_results);
        foreach (Option option in (Option[])[_measures, _byTest, _csv])
        {
            _command.Options.Add(option);
        }
        _figure = new FigureSettings(_command, "front.svg");
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new FrontCommand()._command;
        Help.Append(
            command,
            """
            Runs that differ only in their seed are one point: their mean. Accuracy on validation samples decides whether
            a point is on the front; the table and the figure show its accuracy on test samples. The figure plots the
            first measure upwards, against each of the others in a panel of its own.

            Examples:
              hnsg front runs/sweep-plan
              hnsg front runs/sweep-plan runs/tiny --measures accuracy,bytes --out front.svg --theme dark
              hnsg front runs/* --measures accuracy,intensity,connections --out front.png --csv front.csv
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        _figure.Check(parsed);
        IReadOnlyList<FrontMeasure> measures = FrontMeasure.Parse(parsed.GetValue(_measures) ?? "accuracy,connections");
        IReadOnlyList<FrontRun> runs = FrontRun.Find(parsed.GetValue(_results)!, out IReadOnlyList<string> omitted);
        foreach (string what in omitted)
        {
            Console.Error.WriteLine($"hnsg: {what}");
        }
        Front front = Front.Of(FrontPoint.Of(runs), measures, parsed.GetValue(_byTest));
        string csv = parsed.GetValue(_csv) ?? Path.ChangeExtension(_figure.File(parsed), ".csv");
        string[] inputs = [.. runs.SelectMany(run => run.InputPaths)];
        OutputPath.Check("csv", csv, [.. inputs, _figure.File(parsed)]);
        OutputPath.Check("out", _figure.File(parsed), inputs);
        AtomicFile.Write(csv, front.ToCsv());
        Show(front, runs.Count);
        Screen.Output.WriteWhole(csv);
        _figure.Save(parsed, FrontFigure.Of(front), inputs);
        return ExitCode.Done;
    }

    private static void Show(Front front, int runs)
    {
        FrontPoint[] members = [.. front.Points.Where(point => point.OnFront)];
        // Runs of different presets differ in more options than a line has room for.
        bool few = members[0].Varied.Count <= 6;
        // An option that points differ in is not shown again as a measure.
        bool stepsVary = few && members[0].Varied.Any(it => it.Option == "steps");
        bool methodsVary = !few && front.Points.DistinctBy(point => point.Method).Count() > 1;
        Table table = Screen.Table([
            .. few ? members[0].Varied.Select(it => it.Option)
            : methodsVary ? ["method", "preset", "first run"]
            : (IEnumerable<string>)["preset", "first run"],
            "seeds",
            "validation",
            "test",
            "intensity",
            "connections",
            "bytes",
            .. stepsVary ? (string[])[] : ["steps"],
        ]);
        foreach (FrontPoint point in members)
        {
            table.Row([
                .. few ? point.Varied.Select(it => it.Value)
                : methodsVary ? [point.Method, point.Preset, point.Runs[0].Path]
                : (IEnumerable<string>)[point.Preset, point.Runs[0].Path],
                $"{point.Runs.Count}",
                Numbers.Percent(point.ValidationAccuracy),
                Numbers.Percent(point.TestAccuracy),
                Numbers.Small(point.Intensity),
                Numbers.Count((long)Math.Round(point.Connections)),
                Numbers.Count((long)Math.Round(point.ModelBytes)),
                .. stepsVary ? (string[])[] : [$"{point.Steps}"],
            ]);
        }
        Screen.Output.Write(table);
        Console.WriteLine(
            $"{members.Length} of {Counted.Of(front.Points.Count, "point")} {(members.Length == 1 ? "is" : "are")} on the front, of {Counted.Of(runs, "run")}."
        );
    }
}
