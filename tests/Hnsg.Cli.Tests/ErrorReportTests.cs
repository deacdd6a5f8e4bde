using System.Reflection;
using Hnsg.Cli.Terminal;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Exit codes of what can go wrong, whatever has been wrapped around it on the way.</summary>
public class ErrorReportTests
{
    public static TheoryData<string, int> Errors =>
        new()
        {
            { nameof(InsufficientMemoryException), ExitCode.Input },
            { nameof(InputException), ExitCode.Input },
            { nameof(IOException), ExitCode.Input },
            { nameof(UnauthorizedAccessException), ExitCode.Input },
            { nameof(OptionException), ExitCode.CommandLine },
            { nameof(OperationCanceledException), ExitCode.Interrupted },
            { nameof(InvalidOperationException), ExitCode.Bug },
        };

    [Theory, MemberData(nameof(Errors))]
    public void What_is_wrapped_around_an_error_does_not_change_it(string name, int code)
    {
        Exception error = name switch
        {
            nameof(InsufficientMemoryException) => new InsufficientMemoryException(),
            nameof(InputException) => new InputException("file", "it is damaged"),
            nameof(IOException) => new IOException("no space"),
            nameof(UnauthorizedAccessException) => new UnauthorizedAccessException(),
            nameof(OptionException) => new OptionException("keep", "0 is not in (0, 1]"),
            nameof(OperationCanceledException) => new OperationCanceledException(),
            _ => new InvalidOperationException(),
        };
        Exception[] wrapped =
        [
            error,
            new AggregateException(error),
            new AggregateException(new AggregateException(error), new InvalidOperationException()),
            new TypeInitializationException("Some.Type", error),
            new TargetInvocationException(error),
            new AggregateException(new TypeInitializationException("Some.Type", new TargetInvocationException(error))),
        ];
        Assert.All(wrapped, it => Assert.Equal(code, ErrorReport.Exit(it, details: false)));
    }

    // The heap is so small that the pixels of the data set do not fit it.
    [Fact]
    public void A_command_that_lacks_memory_says_so_and_is_no_bug()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        CliResult result = Cli.Run([("DOTNET_GCHeapHardLimit", "0x800000")], Cli.Tiny(folder));
        Assert.True(result.Code == 3, result.ToString());
        Assert.Contains("not enough memory for 'hnsg train'", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }
}
