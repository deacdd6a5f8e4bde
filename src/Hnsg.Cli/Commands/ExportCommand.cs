using System.CommandLine;
using Hnsg.Cli.Exports;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg export</c>: one subcommand a target.</summary>
internal static class ExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new("export", "Export a model as C for microcontrollers, as a Verilog core, or in the format of another tool.")
        {
            ExportCCommand.Create(),
            ExportNpzCommand.Create(),
            ExportNirCommand.Create(),
            ExportOnnxCommand.Create(),
            ExportVerilogCommand.Create(),
        };
}
