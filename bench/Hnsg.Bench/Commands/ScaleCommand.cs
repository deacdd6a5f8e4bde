using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Plots;
using Hnsg.Plots.Drawing;
using Measured = System.Collections.Generic.IReadOnlyList<(
    Hnsg.Bench.Measuring.ScaleAxis Axis,
    System.Collections.Generic.IReadOnlyList<Hnsg.Bench.Measuring.ScalePoint> Points
)>;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh scale</c>.</summary>
internal static class ScaleCommand
{
    // T = 200 may take this much more than 8 times T = 25.
    private const double MostAtLongest = 1.1;

    public static Command Create()
    {
        var command = new Command("scale", "Time a training step over T, hidden neurons and batch, one at a time.");
        var axes = new Option<string[]>("--axis")
        {
            HelpName = "NAME",
            Description = "Only this axis; may be given several times.",
        };
        axes.AcceptOnlyFromAmong([.. ScaleAxis.All.Select(axis => axis.Name)]);
        Option<int> threads = Values.Whole("--threads", "Threads; default 1.");
        Option<int> repeat = Values.Whole("--repeat", "Steps that are timed at each point; default 40.");
        Option<string> figure = Values.Text("--figure", "FILE", "Draw the times into an .svg or .png.");
        foreach (Option option in (Option[])[axes, threads, repeat, figure])
        {
            command.Options.Add(option);
        }
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            int team = BenchOptions.InRange(parsed, threads, 1, 1, 1024);
            int times = BenchOptions.InRange(parsed, repeat, 40, 1, 100_000);
            string? path = parsed.GetValue(figure);
            _ = path is null || Figure.IsVector(path);
            Dataset data = StepWork.LoadData();
            string[] chosen = parsed.GetValue(axes) ?? [];
            Measured measured =
            [
                .. ScaleAxis
                    .All.Where(axis => chosen.Length == 0 || chosen.Contains(axis.Name))
                    .Select(axis => (axis, axis.Measure(data, team, times, Console.Error.WriteLine))),
            ];
            if (path is not null)
            {
                ScaleFigure.Of(measured).Save(path);
            }
            if (parsed.GetValue(json))
            {
                JsonText.Print(Json(measured, data.Name, team, times));
            }
            else
            {
                Show(measured, data.Name, team);
            }
            return ExitCode.Done;
        });
        Help.Append(
            command,
            """
            All other sizes are those of the standard work: 784-1000-10, rate-coded, T = 25, batch 128, kept 0.5.
            "× linear" is the time beside that of the standard work, in proportion: 1 is linear, less is better.

            Examples:
              ./bench.sh scale --figure scale.svg
              ./bench.sh scale --axis steps --json
            """
        );
        return command;
    }

    private static double? AtLongest(Measured measured) =>
        measured.FirstOrDefault(it => it.Axis.Name == "steps").Points?.FirstOrDefault(it => it.Value == 200)?.Factor;

    private static JsonObject Json(Measured measured, string dataset, int threads, int repeat)
    {
        var axes = new JsonObject();
        foreach ((ScaleAxis axis, IReadOnlyList<ScalePoint> points) in measured)
        {
            var list = new JsonArray();
            foreach (ScalePoint point in points)
            {
                var entry = new JsonObject { [axis.Name] = point.Value };
                point.Time.WriteTo(entry);
                entry["timesLinear"] = Math.Round(point.Factor, 3);
                list.Add((JsonNode)entry);
            }
            axes[axis.Name] = list;
        }
        return new JsonObject
        {
            ["benchmark"] = "scale",
            ["dataset"] = dataset,
            ["threads"] = threads,
            ["repeat"] = repeat,
            ["axes"] = axes,
            ["timesLinearAt200Steps"] = AtLongest(measured) is { } factor ? Math.Round(factor, 3) : null,
            ["machine"] = Machine.Json(),
        };
    }

    private static void Show(Measured measured, string dataset, int threads)
    {
        Console.WriteLine(
            $"784-1000-10 on {dataset}, rate-coded, T = 25, batch 128, kept 0.5; one size changed at a time; {threads} thread{(threads == 1 ? "" : "s")}"
        );
        Console.WriteLine(Machine.Text);
        foreach ((ScaleAxis axis, IReadOnlyList<ScalePoint> points) in measured)
        {
            Table table = Screen.Table(axis.Label, "ms a step, median", "lowest", "9 in 10 below", "× linear");
            foreach (ScalePoint point in points)
            {
                table.Row(
                    FormattableString.Invariant($"{point.Value:N0}"),
                    Two(point.Time.Median),
                    Two(point.Time.Lowest),
                    Two(point.Time.High),
                    Two(point.Factor)
                );
            }
            Screen.Output.Write(table);
        }
        if (AtLongest(measured) is { } factor)
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"T = 200 takes {factor:F2} × 8 × T = 25; wanted: at most {MostAtLongest}, {(factor <= MostAtLongest ? "reached" : "MISSED")}"
                )
            );
        }
    }

    private static string Two(double value) => FormattableString.Invariant($"{value:F2}");
}
