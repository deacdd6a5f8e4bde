using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Hnsg.Bench.Commands;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;

namespace Hnsg.Bench;

/// <summary>The command <c>./bench.sh</c>: its subcommands, and what happens to their errors.</summary>
internal static class BenchCommand
{
    private const string Program = "./bench.sh";

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        try
        {
            ParseResult parsed = Build().Parse(args);
            if (parsed.Action is ParseErrorAction)
            {
                foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
                {
                    Line(message);
                }
                Console.Error.WriteLine($"See '{Program} --help'.");
                return ExitCode.CommandLine;
            }
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OptionException error)
        {
            Line($"--{error.Message}");
            return ExitCode.CommandLine;
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            Line(error.Message);
            return ExitCode.Input;
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("Measures Hnsg, and the peers beside it, on this machine.")
        {
            StepCommand.Create(),
            InferCommand.Create(),
            PeersCommand.Create(),
            ScaleCommand.Create(),
            MemoryCommand.Create(),
            AotCommand.Create(),
            CeilingCommand.Create(),
            KernelsCommand.Create(),
            AllCommand.Create(),
            TopKCommand.Create(),
            TrainToCommand.Create(),
            SweepCommand.Create(),
        };
        Help.Append(
            root,
            """
            Examples:
              ./bench.sh step --hidden 1000 --threads 1 --json   one training step and its parts
              ./bench.sh step --preset default --threads 2       the step of a preset
              ./bench.sh infer --preset default                  one image at a time, and batches
              ./bench.sh peers                                   the same step in PyTorch and other frameworks
              ./bench.sh scale --figure scale.svg                the step over T, hidden neurons and batch
              ./bench.sh memory                                  peak memory, beside PyTorch
              ./bench.sh aot                                     the command compiled ahead of time
              ./bench.sh ceiling                                 what a core of this machine can do
              ./bench.sh kernels                                 the parts of a step, and what limits them
              ./bench.sh all                                     everything, into bench/results
              ./bench.sh topk                                    the choice of the mask beside a full sort
              ./bench.sh train-to 0.9373                         training to an accuracy, here and in PyTorch
              ./bench.sh sweep                                   short runs side by side

            Every figure is a median after warm-up. Threads are pinned where the system lets them (Linux).
            """
        );
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            option.Action = new Help((HelpAction)option.Action!, Program);
        }
        return root;
    }

    private static void Line(string message) => Console.Error.WriteLine($"{Program}: error: {message}");
}
