using System.CommandLine;
using Hnsg.Cli.Exports;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg import</c>: one subcommand a format.</summary>
internal static class ImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new("import", "Import a network from another tool, to evaluate and draw it.") { ImportNirCommand.Create() };
}
