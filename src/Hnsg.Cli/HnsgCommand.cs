using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Hnsg.Cli.Commands;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Cli;

/// <summary>The command <c>hnsg</c>: its subcommands, and what happens before and after them.</summary>
internal static class HnsgCommand
{
    private const string Examples = """
        Examples:
          hnsg train                                  train on MNIST, or on embedded digits where it cannot be had
          hnsg train --preset tiny --out runs/tiny    train with other options, into a folder of one's choice
          hnsg train --resume runs/tiny               go on after an interruption
          hnsg compare --methods hnsg,weights         put methods side by side
          hnsg sweep plan.json                        train many choices of options, side by side
          hnsg front runs/sweep-plan                  find and draw the best trade-offs among runs
          hnsg eval runs/tiny/model.hnsg              test a model
          hnsg predict runs/tiny/model.hnsg 7         classify a test sample, or a PNG file
          hnsg inspect runs/tiny/model.hnsg           see what a model is
          hnsg plot raster runs/tiny/model.hnsg 7     draw a sample's way through the network
          hnsg export c runs/tiny/model.hnsg          write a model as C for a microcontroller
          hnsg import nir snntorch.nir                read a network of another tool
          hnsg verify runs/tiny/model-c               compare an export with the model, spike by spike
          hnsg plot curves --run runs/tiny            draw a run: curves, scores, membranes, confusion, …
          hnsg report --run runs/tiny                 write a run as one page of HTML
          hnsg doctor runs/tiny                       say what is wrong with a run, and what to do
          hnsg data list                              see which data sets there are

        Exit codes: 0 done, also where nobody reads the output any more; 1 a bug; 2 the command line is wrong; 3 input is
        missing or damaged, output cannot be written (the work is still done), or there is not enough memory; 130 interrupted.
        """;

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        var verbose = new Option<bool>("--verbose")
        {
            Description = "Show where in the program an unexpected error came from.",
            Recursive = true,
        };
        Screen.Install();
        RootCommand root = Build(verbose);
        string command = "hnsg";
        bool details =
            args.Contains("--verbose") || Environment.GetEnvironmentVariable("HNSG_DEBUG") is { Length: > 0 };
        try
        {
            // A word that begins with @ is a name like any other, and no file of more words.
            ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            command = ErrorReport.Name(parsed.CommandResult.Command, "hnsg");
            if (parsed.Action is ParseErrorAction)
            {
                return ErrorReport.CommandLine(parsed);
            }
            using var busy = new Busy(command);
            int code = parsed.Invoke(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
            // Who reads what was lost must not take it for the whole.
            return code == ExitCode.Done && Screen.Output.Failure is not null ? ExitCode.Input : code;
        }
        catch (Exception error)
        {
            return ErrorReport.Exit(error, details, command);
        }
    }

    internal static RootCommand Build(Option<bool> verbose)
    {
        var root = new RootCommand("Hnsg trains spiking networks by choosing connections, not weights.")
        {
            TrainCommand.Create(),
            CompareCommand.Create(),
            SweepCommand.Create(),
            FrontCommand.Create(),
            EvalCommand.Create(),
            PredictCommand.Create(),
            InspectCommand.Create(),
            PlotCommand.Create(),
            ReportCommand.Create(),
            DoctorCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            VerifyCommand.Create(),
            DataCommand.Create(),
            verbose,
        };
        Help.Append(root, Examples);
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction action })
            {
                option.Action = new Help(action);
            }
            else if (option is VersionOption)
            {
                option.Action = new VersionText();
            }
        }
        return root;
    }
}
