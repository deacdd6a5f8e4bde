using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh ceiling</c>.</summary>
internal static class CeilingCommand
{
    public static Command Create()
    {
        var command = new Command("ceiling", "Measure what one core can do: memory by level, and float arithmetic.");
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            Pinning pinning = ThreadPinning.Pin(1);
            double clock = Ceiling.MeasureClock();
            IReadOnlyList<Ceiling> ceilings = Ceiling.MeasureAll();
            if (parsed.GetValue(json))
            {
                JsonText.Print(Json(clock, ceilings));
            }
            else
            {
                Show(clock, ceilings, pinning);
            }
            return ExitCode.Done;
        });
        Help.Append(
            command,
            """
            A vector is 64 bytes, 16 floats. The clock is that of a chain of dependent additions. Each value is the
            fastest of 15 runs, and the buffers were written before they are read.

            Examples:
              ./bench.sh ceiling
              ./bench.sh ceiling --json
            """
        );
        return command;
    }

    private static JsonObject Json(double clock, IReadOnlyList<Ceiling> ceilings) =>
        new()
        {
            ["benchmark"] = "ceiling",
            ["gigahertz"] = Math.Round(clock, 3),
            ["nanosecondsAVector"] = new JsonObject(
                ceilings.Select(it => KeyValuePair.Create(it.Name, (JsonNode?)Spread.Rounded(it.Nanoseconds)))
            ),
            ["machine"] = Machine.Json(),
        };

    private static void Show(double clock, IReadOnlyList<Ceiling> ceilings, Pinning pinning)
    {
        Console.WriteLine(FormattableString.Invariant($"one core, {clock:F2} GHz, {pinning.Text}"));
        Console.WriteLine(Machine.Text);
        Table table = Screen.Table("Vectors of 64 bytes", "ns", "cycles", "GB/s", "bytes a cycle");
        foreach (Ceiling it in ceilings)
        {
            double cycles = it.Nanoseconds * clock;
            table.Row(
                it.Name,
                FormattableString.Invariant($"{it.Nanoseconds:F3}"),
                FormattableString.Invariant($"{cycles:F2}"),
                FormattableString.Invariant($"{64 / it.Nanoseconds:F0}"),
                FormattableString.Invariant($"{64 / cycles:F0}")
            );
        }
        Screen.Output.Write(table);
    }
}
