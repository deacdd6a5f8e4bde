using System.CommandLine;

namespace Hnsg.Cli.Tests;

/// <summary>Every command with its options and arguments, so that a new one is tested too.</summary>
internal static class CommandTree
{
    public static RootCommand Root { get; } = HnsgCommand.Build(new Option<bool>("--verbose") { Recursive = true });

    /// <summary>Commands that do something, each with the words that call it.</summary>
    public static IEnumerable<(string[] Words, Command Command)> Commands => Below([], Root);

    private static IEnumerable<(string[] Words, Command Command)> Below(string[] words, Command command) =>
        command.Subcommands.Count == 0
            ? [(words, command)]
            : command.Subcommands.SelectMany(sub => Below([.. words, sub.Name], sub));
}
