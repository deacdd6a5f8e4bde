using System.Diagnostics;
using Hnsg.Sweeps;
using Hnsg.Training;

namespace Hnsg.Cli.Terminal;

/// <summary>A sweep as it goes: a line whenever a job ends, and on a terminal what is at work below.</summary>
internal sealed class SweepView(int jobs, bool json) : IProgress<SweepProgress>, IDisposable
{
    private readonly TextWriter _writer = json ? Console.Error : Console.Out;
    private readonly SortedDictionary<string, (SweepProgress, TrainingProgress)> _running = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double?> _validation = new(StringComparer.Ordinal);
    private readonly StatusLine _status = new();
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private SweepRow? _best;
    private int _done;
    private int _failed;

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
            _status.Show(Lines);
        }
    }

    public void Dispose() => _status.Dispose();

    private void End(SweepProgress value)
    {
        SweepRow run = value.Run;
        _running.Remove(run.Id);
        _failed += run.Status == RunStatus.Failed ? 1 : 0;
        if (run.Status == RunStatus.Finished && !(run.ValidationAccuracy <= _best?.ValidationAccuracy))
        {
            _best = run;
        }
        string came = run.Status switch
        {
            RunStatus.Failed => $"failed after epoch {run.Epochs}",
            RunStatus.Finished => $"validation {Numbers.Percent(run.ValidationAccuracy)}, finished",
            _ => $"validation {Numbers.Percent(run.ValidationAccuracy)} after epoch {run.Epochs}",
        };
        _writer.WriteLine($"{value.Done} of {value.Jobs}: {run.Id} {Choice(run)}: {came}");
    }

    private List<string[]> Lines() =>
        [
            [
                $"{_done} of {Counted.Of(jobs, "job")} done{(_failed == 0 ? "" : $", {_failed} failed")}",
                Numbers.Duration(Stopwatch.GetElapsedTime(_start)),
                _best is null ? "" : $"best {Numbers.Percent(_best.ValidationAccuracy)} by {_best.Id}",
                _best is null ? "" : $"({Choice(_best)})",
            ],
            .. _running.Values.Select(it => Line(it.Item1, it.Item2)),
        ];

    private string[] Line(SweepProgress it, TrainingProgress at) =>
        [
            $"  {it.Run.Id}",
            $"epoch {at.Epoch} of {it.Target}",
            $"{100 * at.Batch / at.Batches} %",
            $"validation {Numbers.Percent(_validation[it.Run.Id])}",
            Choice(it.Run),
        ];

    private static string Choice(SweepRow run) =>
        string.Join(", ", [.. run.Varied.Select(it => $"{it.Option} {it.Value}"), $"seed {run.Seed}"]);
}
