using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Plots;
using Hnsg.Sweeps.Fronts;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg plot compare</c>.</summary>
internal sealed class PlotCompareCommand
{
    private readonly Command _command = new(
        "compare",
        "Draw several runs: accuracy against intensity and kept fraction."
    );
    private readonly Argument<string[]> _runs = new Argument<string[]>("RUN")
    {
        Description = "Folders of finished runs.",
        Arity = ArgumentArity.OneOrMore,
    }.AsPath();
    private readonly FigureSettings _figure;

    private PlotCompareCommand()
    {
        _command.Arguments.Add(_runs);
        _figure = new FigureSettings(_command, "compare.png");
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new PlotCompareCommand()._command;
        Help.Append(
            command,
            """
            All runs must use the same data. Folders without a finished run are left out.

            Examples:
              hnsg plot compare runs/*
              hnsg plot compare runs/a runs/b --out compare.svg
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        _figure.Check(parsed);
        IReadOnlyList<FrontRun> runs = FrontRun.Open(parsed.GetValue(_runs)!, out IReadOnlyList<string> omitted);
        foreach (string what in omitted)
        {
            Console.Error.WriteLine($"hnsg: {what}");
        }
        _figure.Save(
            parsed,
            CompareFigure.Of([.. runs.Select(run => (Name(run.Path), run.Result))]),
            runs.SelectMany(run => run.InputPaths)
        );
        return ExitCode.Done;
    }

    private static string Name(string path) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
}
