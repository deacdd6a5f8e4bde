using System.CommandLine;
using Hnsg.Plots;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg plot</c>: a subcommand for each kind of figure.</summary>
internal static class PlotCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("plot", "Draw figures of a run as PNG or SVG, for light or dark pages.");
        foreach (FigureKind kind in FigureKinds.All)
        {
            command.Subcommands.Add(PlotKindCommand.Create(kind));
        }
        command.Subcommands.Add(PlotCompareCommand.Create());
        return command;
    }
}
