using System.CommandLine;
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
        Console.Error.WriteLine($"See '{Name(parsed.CommandResult.Command)} --help'.");
        return ExitCode.CommandLine;
    }

    /// <summary>Reports an error that a command ended with.</summary>
    public static int Exit(Exception error, bool details)
    {
        switch (error)
        {
            case OptionException option:
                Line($"--{option.Message}");
                return ExitCode.CommandLine;
            case InputException input:
                Line(input.Message);
                return ExitCode.Input;
            case InterruptedException interrupted:
                Console.Error.WriteLine($"hnsg: {interrupted.Message}");
                return ExitCode.Interrupted;
            case OperationCanceledException:
                Console.Error.WriteLine("hnsg: interrupted");
                return ExitCode.Interrupted;
            case IOException or UnauthorizedAccessException:
                Line($"reading or writing failed: {error.Message}");
                return ExitCode.Input;
            default:
                Bug(error, details);
                return ExitCode.Bug;
        }
    }

    private static string Unknown(Command command, string token)
    {
        IEnumerable<string> known = token.StartsWith('-')
            ? command.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            : command.Subcommands.Select(sub => sub.Name);
        string meant = Suggestion.Closest(token, known) is { } closest ? $" Did you mean '{closest}'?" : "";
        return $"'{token}' is not known to {Name(command)}.{meant}";
    }

    private static string Name(Command command) =>
        command is RootCommand ? "hnsg" : $"{Name(command.Parents.OfType<Command>().First())} {command.Name}";

    private static void Bug(Exception error, bool details)
    {
        Line($"unexpected: {error.GetType().Name}: {error.Message}");
        Console.Error.WriteLine(
            "This is a bug in hnsg. Please report it with the command line, this message, the version "
                + $"({TrainingRun.LibraryVersion}, .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier})"
                + (details ? ", and what follows:" : ", and what --verbose adds to it.")
        );
        if (details)
        {
            Console.Error.WriteLine(error);
        }
    }

    private static void Line(string message) => Console.Error.WriteLine($"hnsg: error: {message}");
}
