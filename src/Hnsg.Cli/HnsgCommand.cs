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
          hnsg train                                  train on MNIST, or on embedded digits if it is unavailable
          hnsg train --preset tiny --out runs/tiny    train with other options, into a folder you choose
          hnsg train --resume runs/tiny               continue after an interruption
          hnsg compare --methods hnsg,weights         compare training methods in a table
          hnsg sweep plan.json                        train many combinations of options
          hnsg front runs/sweep-plan                  find and draw the best trade-offs between runs
          hnsg eval runs/tiny/model.hnsg              test a model
          hnsg predict runs/tiny/model.hnsg 7         classify a test sample, or a PNG file
          hnsg inspect runs/tiny/model.hnsg           see what is in a model
          hnsg plot raster runs/tiny/model.hnsg 7     draw how a sample passes through the network
          hnsg export c runs/tiny/model.hnsg          export a model as C for a microcontroller
          hnsg import nir snntorch.nir                import a network from another tool
          hnsg verify runs/tiny/model-c               compare an export with the model, spike by spike
          hnsg plot curves --run runs/tiny            draw a run: curves, scores, membranes, confusion, …
          hnsg report --run runs/tiny                 write a run as one HTML page
          hnsg doctor runs/tiny                       find out what is wrong with a run, and what to do
          hnsg data list                              list the data sets

        Exit codes: 0 done, even if the reader of the output has gone away; 1 a bug in hnsg; 2 a mistake in the command
        line; 3 missing or damaged input, output that cannot be written (the work is still done), or not enough memory;
        130 interrupted.
        """;

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        var verbose = new Option<bool>("--verbose")
        {
            Description = "For an unexpected error, show where in the program it happened.",
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
        verbose.Rare(Heading.Help);
        Help.Append(root, Examples);
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction action })
            {
                option.Action = new Help(action);
                option.Common(Heading.Help);
            }
            else if (option is VersionOption)
            {
                option.Action = new VersionText();
            }
        }
        return root;
    }
}
