using System.CommandLine;
using System.CommandLine.Invocation;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Terminal;

/// <summary>What <c>--version</c> prints.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.Out.WriteLine($"hnsg {TrainingRun.LibraryVersion}");
        return ExitCode.Done;
    }
}
