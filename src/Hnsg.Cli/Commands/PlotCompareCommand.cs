using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Plots;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg plot compare</c>.</summary>
internal sealed class PlotCompareCommand
{
    private readonly Command _command = new(
        "compare",
        "Draw several runs: accuracy against intensity and kept fraction."
    );
    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Folders of finished runs.",
        Arity = ArgumentArity.OneOrMore,
    };
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
            Examples:
              hnsg plot compare runs/*
              hnsg plot compare runs/a runs/b --out compare.svg
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        _figure.Check(parsed);
        _figure.Save(parsed, CompareFigure.Of([.. parsed.GetValue(_runs)!.Select(Read)]));
        return ExitCode.Done;
    }

    private static (string, RunResult) Read(string path)
    {
        var folder = new RunFolder(path);
        RunResult result =
            folder.ReadResult()
            ?? throw new InputException(path, "there is no result.json here. Give folders of finished runs.");
        return (Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), result);
    }
}
