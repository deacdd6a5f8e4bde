using Hnsg.Sweeps;

namespace Hnsg.Cli.Terminal;

/// <summary>A sweep for people, before and after it.</summary>
internal static class SweepOutput
{
    private const int Most = 10;

    /// <summary>Lists what would be trained.</summary>
    public static void ShowChoices(Sweep sweep)
    {
        SweepTable table = sweep.Table();
        Table screen = Screen.Table(["run", .. table.Varied, "seed"]);
        foreach (SweepRow row in table.Runs)
        {
            screen.Row([row.Id, .. row.Varied.Select(it => it.Value), $"{row.Seed}"]);
        }
        Screen.Output.Write(screen);
        string rungs =
            sweep.Rungs.Count == 1
                ? ""
                : $" Compared after {string.Join(", ", sweep.Rungs.SkipLast(1))} of {Counted.Of(sweep.Rungs[^1], "epoch")}.";
        Console.Out.WriteLine(
            $"{Counted.Of(sweep.Choices, "choice")}, {Counted.Of(sweep.Epochs, "epoch")} in total.{rungs} Nothing was trained."
        );
    }

    /// <summary>Shows the runs with the best validation accuracy.</summary>
    public static void ShowBest(SweepTable table, string folder)
    {
        Table screen = Screen.Table([
            "run",
            .. table.Varied,
            "seed",
            "validation",
            "test",
            "intensity",
            "connections",
            "bytes",
        ]);
        SweepRow[] finished = [.. table.Runs.Where(row => row.Status == RunStatus.Finished)];
        foreach (SweepRow row in finished.OrderByDescending(row => row.ValidationAccuracy).Take(Most))
        {
            screen.Row([
                row.Id,
                .. row.Varied.Select(it => it.Value),
                $"{row.Seed}",
                Numbers.Percent(row.ValidationAccuracy),
                Numbers.Percent(row.TestAccuracy),
                Numbers.Small(row.FiringIntensity?.Spiking),
                Numbers.Count(row.Connections ?? 0),
                Numbers.Count(row.ModelBytes ?? 0),
            ]);
        }
        if (finished.Length > Most)
        {
            Console.Out.WriteLine($"The best {Most} by validation accuracy:");
        }
        Screen.Output.Write(screen);
        int halted = table.Runs.Count(row => row.Status == RunStatus.Halted);
        int failed = table.Runs.Count(row => row.Status == RunStatus.Failed);
        string others = $"{(halted > 0 ? $", {halted} halted early" : "")}{(failed > 0 ? $", {failed} failed" : "")}";
        Console.Out.WriteLine($"{Counted.Of(finished.Length, "run")} finished{others}. Tables and runs: {folder}");
        if (finished.Length > 0)
        {
            NextSteps.Show(NextSteps.Own($"front {Shell.Quote(folder)}"));
        }
    }
}
