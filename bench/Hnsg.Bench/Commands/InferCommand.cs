using System.CommandLine;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh infer</c>.</summary>
internal static class InferCommand
{
    public static Command Create()
    {
        var command = new Command("infer", "Time classification: one image at a time, and a batch on all cores.");
        var settings = new InferSettings(command);
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            InferResult result = settings.Read(parsed).Measure();
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
              ./bench.sh infer --preset default
              ./bench.sh infer --hidden 1000 --steps 25 --encoding rate --threads 2 --json
              ./bench.sh infer --model runs/mnist-default-seed1/model.hnsg
            """
        );
        return command;
    }

    private static void Show(InferResult result)
    {
        Console.WriteLine($"{result.Text}; {result.Pinning.Text}");
        Console.WriteLine(Machine.Text);
        Table table = Screen.Table("What", "µs an image, median", "lowest", "9 in 10 below", "images/s");
        foreach (
            (string name, Spread image) in ((string, Spread)[])
                [
                    ("one image at a time, class and votes", result.Full),
                    ("one image at a time, class alone", result.ClassAlone),
                    ("test set as a batch, 1 thread", result.OneThread),
                    ($"test set as a batch, {Counted.Of(result.Work.Threads, "thread")}", result.ManyThreads),
                ]
        )
        {
            table.Row(
                name,
                Two(image.Median * 1000),
                Two(image.Lowest * 1000),
                Two(image.High * 1000),
                FormattableString.Invariant($"{1000 / image.Median:N0}")
            );
        }
        Screen.Output.Write(table);
        Console.WriteLine(
            FormattableString.Invariant(
                $"{result.Work.Threads} threads are {result.Ratio:F2} times as fast as one; a call allocates {result.BytesPerCall:0.##} bytes"
            )
        );
    }

    private static string Two(double value) => FormattableString.Invariant($"{value:F2}");
}
