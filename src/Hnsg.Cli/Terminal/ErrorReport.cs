using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Terminal;

/// <summary>Errors in a line or two on standard error, and the exit code that belongs to them.</summary>
internal static class ErrorReport
{
    /// <summary>Reports what is wrong with a command line.</summary>
    public static int CommandLine(ParseResult parsed)
    {
        IReadOnlyList<string> unknown = parsed.UnmatchedTokens;
        foreach (string token in unknown)
        {
            Line(Unknown(parsed.CommandResult.Command, token));
        }
        // What the parser says on top of an unknown word only follows from it.
        foreach (
            string message in parsed.Errors.Select(error => error.Message).Distinct().Take(unknown.Count > 0 ? 0 : 3)
        )
        {
            Line(message);
        }
        Screen.Error.WriteWhole($"See '{Name(parsed.CommandResult.Command, CommandName.Typed)} --help'.");
        return ExitCode.CommandLine;
    }

    /// <summary>Reports an error that a command ended with.</summary>
    /// <param name="error">The error.</param>
    /// <param name="details">Whether to show where in the program it came from, where that is no matter of the user's.</param>
    /// <param name="command">The command that ended with it.</param>
    public static int Exit(Exception error, bool details, string command = "hnsg")
    {
        Exception cause = Cause(error);
        switch (cause)
        {
            case OptionException option:
                // An argument is written as help has it.
                Line(char.IsAsciiLetterUpper(option.Option[0]) ? option.Message : $"--{option.Message}");
                return ExitCode.CommandLine;
            case InputException input:
                Line(input.Message);
                return ExitCode.Input;
            case InsufficientMemoryException memory:
                Line(memory.Message);
                return ExitCode.Input;
            case InterruptedException interrupted:
                Console.Error.WriteLine($"hnsg: {interrupted.Message}");
                if (interrupted.Next is { } next)
                {
                    Screen.Error.WriteWhole($"hnsg: to continue: {next}");
                }
                return ExitCode.Interrupted;
            case OperationCanceledException:
                Console.Error.WriteLine("hnsg: interrupted");
                return ExitCode.Interrupted;
            case OutOfMemoryException:
                Line(
                    $"not enough memory for '{command}'. Give it less to do at once: a smaller network or data "
                        + "set, a smaller --batch, fewer --jobs or --threads"
                );
                Details(error, details);
                return ExitCode.Input;
            case IOException or UnauthorizedAccessException:
                Line($"reading or writing failed: {cause.Message}");
                return ExitCode.Input;
            default:
                Line($"unexpected: {cause.GetType().Name}: {cause.Message}");
                Bug(error, details);
                return ExitCode.Bug;
        }
    }

    /// <summary>A command's name after that of the program.</summary>
    public static string Name(Command command, string program) =>
        command is RootCommand ? program : $"{Name(command.Parents.OfType<Command>().First(), program)} {command.Name}";

    // What threads, tasks and type initialisers wrap around an error says nothing of its kind.
    private static Exception Cause(Exception error) =>
        error
            is AggregateException { InnerExceptions.Count: >= 1 }
                or TypeInitializationException { InnerException: not null }
                or TargetInvocationException { InnerException: not null }
            ? Cause(error.InnerException!)
            : error;

    private static string Unknown(Command command, string token)
    {
        IEnumerable<string> known = token.StartsWith('-')
            ? command.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            : command.Subcommands.Select(sub => sub.Name);
        string meant = Suggestion.Closest(token, known) is { } closest ? $" Did you mean '{closest}'?" : "";
        return $"{Name(command, "hnsg")} does not know '{token}'.{meant}";
    }

    private static void Bug(Exception error, bool details)
    {
        Console.Error.WriteLine(
            "This is a bug in hnsg. Please report it with the command line, this message, the version "
                + $"({TrainingRun.LibraryVersion}, .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier})"
                + (details ? ", and what follows:" : ", and what --verbose adds.")
        );
        Details(error, details);
    }

    private static void Details(Exception error, bool details)
    {
        if (details)
        {
            Console.Error.Write($"{error}\n");
        }
    }

    private static void Line(string message) => Console.Error.WriteLine($"hnsg: error: {message}");
}
