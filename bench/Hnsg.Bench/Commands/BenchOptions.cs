using System.CommandLine;

namespace Hnsg.Bench.Commands;

/// <summary>Options that all benchmarks have.</summary>
internal static class BenchOptions
{
    /// <summary>Adds <c>--json</c>.</summary>
    public static Option<bool> Json(Command command)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON, and nothing else, on standard output." };
        command.Options.Add(json);
        return json;
    }

    /// <summary>The value of a whole-number option.</summary>
    /// <exception cref="OptionException">It is out of range.</exception>
    public static int InRange(ParseResult parsed, Option<int> option, int otherwise, int lowest, int highest)
    {
        int value = parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : otherwise;
        return value >= lowest && value <= highest
            ? value
            : throw new OptionException(
                option.Name.TrimStart('-'),
                FormattableString.Invariant($"{value} is not in {lowest:N0}…{highest:N0}")
            );
    }
}
