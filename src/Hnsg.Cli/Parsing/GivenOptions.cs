using System.CommandLine;

namespace Hnsg.Cli.Parsing;

/// <summary>Tells what stands on the command line from what is only a default.</summary>
internal static class GivenOptions
{
    /// <summary>Whether the command line has an option.</summary>
    public static bool IsGiven(this ParseResult parsed, Option option) =>
        parsed.GetResult(option) is { Implicit: false };

    /// <summary>The value that the command line gives an option; null where it does not.</summary>
    public static T? Given<T>(this ParseResult parsed, Option<T> option)
        where T : struct => parsed.IsGiven(option) ? parsed.GetValue(option) : null;
}
