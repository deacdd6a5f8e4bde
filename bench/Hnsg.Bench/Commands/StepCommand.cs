using System.CommandLine;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh step</c>.</summary>
internal static class StepCommand
{
    public static Command Create()
    {
        var command = new Command("step", "Time one training step: encode, forward, loss, backward, update, masks.");
        var settings = new WorkSettings(command);
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            StepResult result = settings.Read(parsed).Measure(StepWork.LoadData());
            if (parsed.GetValue(json))
            {
                JsonText.Print(result.Json());
            }
            else
            {
                Show(result);
            }
            return ExitCode.Done;
        });
        Help.Append(
            command,
            """
            Examples:
              ./bench.sh step
              ./bench.sh step --hidden 100 --threads 2 --json
              ./bench.sh step --preset default
            """
        );
        return command;
    }

    private static void Show(StepResult result)
    {
        Console.WriteLine($"{result.Work.Text(result.Dataset)}; {result.Pinning.Text}");
        Console.WriteLine(Machine.Text);
        Table table = Screen.Table("Part", "ms, median", "ms, lowest", "ms, 9 in 10 below");
        foreach ((string name, Spread time) in result.Parts.Append(("whole step", result.Total)))
        {
            table.Row(name, Text(time.Median), Text(time.Lowest), Text(time.High));
        }
        Screen.Output.Write(table);
        Console.WriteLine(
            FormattableString.Invariant(
                $"{result.ImagesPerSecond:N0} images/s, peak memory {result.PeakMegabytes:F0} MB, {result.Total.Count} steps"
            )
        );
    }

    private static string Text(double milliseconds) => FormattableString.Invariant($"{milliseconds:F3}");
}
