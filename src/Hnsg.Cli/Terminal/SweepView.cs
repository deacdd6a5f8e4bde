using System.Diagnostics;
using Hnsg.Sweeps;
using Hnsg.Training;
using Spectre.Console;

namespace Hnsg.Cli.Terminal;

/// <summary>A sweep as it goes: on a terminal a table of what is at work, elsewhere a line whenever a job ends.</summary>
internal sealed class SweepView : IProgress<SweepProgress>
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter _writer;
    private readonly LiveDisplayContext? _live;
    private readonly int _jobs;
    private readonly SortedDictionary<string, (SweepProgress, TrainingProgress)> _running = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double?> _validation = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private SweepRow? _best;
    private int _done;
    private int _failed;
    private long _shown;

    private SweepView(Sweep sweep, TextWriter writer, LiveDisplayContext? live)
    {
        (_writer, _live, _jobs) = (writer, live, sweep.Jobs);
    }

    /// <summary>Shows what goes on while something is done.</summary>
    public static T Show<T>(Sweep sweep, bool json, Func<IProgress<SweepProgress>, T> work)
    {
        IAnsiConsole screen = json ? Screen.Error : Screen.Output;
        TextWriter writer = json ? Console.Error : Console.Out;
        bool live =
            !(json ? Console.IsErrorRedirected : Console.IsOutputRedirected) && screen.Profile.Capabilities.Ansi;
        return live
            ? screen
                .Live(new Text("starting …"))
                .AutoClear(true)
                .Start(context => work(new SweepView(sweep, writer, context)))
            : work(new SweepView(sweep, writer, null));
    }

    public void Report(SweepProgress value)
    {
        lock (_lock)
        {
            _done = Math.Max(_done, value.Done);
            if (value.Training is { } training)
            {
                _running[value.Run.Id] = (value, training);
                _validation[value.Run.Id] = training.ValidationAccuracy ?? _validation.GetValueOrDefault(value.Run.Id);
            }
            else
            {
                End(value);
            }
            Draw();
        }
    }

    private void End(SweepProgress value)
    {
        SweepRow run = value.Run;
        _running.Remove(run.Id);
        _failed += run.Status == RunStatus.Failed ? 1 : 0;
        if (run.Status == RunStatus.Finished && !(run.ValidationAccuracy <= _best?.ValidationAccuracy))
        {
            _best = run;
        }
        if (_live is null)
        {
            string came = run.Status switch
            {
                RunStatus.Failed => $"failed after epoch {run.Epochs}",
                RunStatus.Finished => $"validation {Numbers.Percent(run.ValidationAccuracy)}, finished",
                _ => $"validation {Numbers.Percent(run.ValidationAccuracy)} after epoch {run.Epochs}",
            };
            _writer.WriteLine($"{value.Done} of {value.Jobs}: {run.Id} {Choice(run)}: {came}");
            _writer.Flush();
        }
    }

    private void Draw()
    {
        if (_live is null || (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < s_pause))
        {
            return;
        }
        _shown = Stopwatch.GetTimestamp();
        Table table = Screen.Table("at work", "choice", "epoch", "", "validation");
        foreach ((SweepProgress it, TrainingProgress at) in _running.Values)
        {
            table.Row(
                it.Run.Id,
                Choice(it.Run),
                $"{at.Epoch} of {it.Target}",
                $"{100 * at.Batch / at.Batches} %",
                Numbers.Percent(_validation[it.Run.Id])
            );
        }
        string failed = _failed == 0 ? "" : $", {_failed} failed";
        string best = _best is null
            ? ""
            : $"; best {Numbers.Percent(_best.ValidationAccuracy)} by {_best.Id} ({Choice(_best)})";
        string time = Numbers.Duration(Stopwatch.GetElapsedTime(_start));
        _live.UpdateTarget(
            new Rows(table, new Text($"{_done} of {Counted.Of(_jobs, "job")} done{failed}, {time}{best}"))
        );
    }

    private static string Choice(SweepRow run) =>
        string.Join(", ", [.. run.Varied.Select(it => $"{it.Option} {it.Value}"), $"seed {run.Seed}"]);
}
