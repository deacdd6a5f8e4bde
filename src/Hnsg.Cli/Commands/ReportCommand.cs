using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Disk;
using Hnsg.Plots;
using Hnsg.Plots.Figures;
using Hnsg.Plots.Report;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg report</c>.</summary>
internal sealed class ReportCommand
{
    private readonly Command _command = new(
        "report",
        "Write a run as one HTML page: figures, measures, options, and how to reproduce it."
    );
    private readonly Option<string> _run = new Option<string>("--run")
    {
        HelpName = "DIR",
        Description = "Run folder.",
        Required = true,
    }.AsPath();
    private readonly Option<string?> _out = new Option<string?>("--out", "-o")
    {
        HelpName = "FILE",
        Description = "Page to write; by default report.html in the run folder.",
    }.AsPath();
    private readonly Option<int> _sample = Values.Whole(
        "--sample",
        "Test sample to show, counted from 0; by default the first that the network gets right."
    );
    private readonly DataSettings _data;

    private ReportCommand()
    {
        _command.Options.Add(_run);
        _command.Options.Add(_out);
        _command.Options.Add(_sample);
        _data = new DataSettings(_command, "Default: the one the network was trained on.");
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new ReportCommand()._command;
        Help.Append(
            command,
            """
            The page needs no internet and no scripts. It follows the reader's system in being light or dark.

            Examples:
              hnsg report --run runs/tiny
              hnsg report --run runs/tiny --sample 7 --out tiny.html
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        int? sample = parsed.Given(_sample);
        if (sample < 0)
        {
            throw new OptionException("sample", $"{sample} is negative; samples are counted from 0");
        }
        RunContents run = _data.OpenRun(parsed, parsed.GetValue(_run)!, interruption.Token);
        string page = parsed.GetValue(_out) ?? run.Folder.ReportPath;
        OutputPath.Check("out", page, [.. run.Folder.InputPaths, .. run.Data.Paths]);
        Screen.Output.WriteWhole(ReportPage.Save(run, page, sample));
        return ExitCode.Done;
    }
}
