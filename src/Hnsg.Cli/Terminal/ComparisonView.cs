using Hnsg.Training.Comparing;

namespace Hnsg.Cli.Terminal;

/// <summary>A comparison as it goes: a line a run, and on a terminal what is at work.</summary>
internal sealed class ComparisonView(bool json) : IProgress<ComparisonProgress>, IDisposable
{
    private readonly TextWriter _writer = json ? Console.Error : Console.Out;
    private readonly SortedDictionary<string, string> _running = [];
    private readonly StatusLine _line = new();
    private readonly Lock _lock = new();

    public void Report(ComparisonProgress value)
    {
        lock (_lock)
        {
            if (value.Progress is { } at)
            {
                _running[value.Run] = FormattableString.Invariant(
                    $"{value.Run} epoch {at.Epoch}/{at.Epochs} {100 * at.Batch / at.Batches} %"
                );
                _line.Show(() => [$"{value.Done} of {Counted.Of(value.Runs, "run")}", .. _running.Values]);
                return;
            }
            _running.Remove(value.Run);
            _writer.WriteLine($"{value.Done} of {value.Runs}: {value.Run} {Numbers.Percent(value.Accuracy)}");
        }
    }

    public void Dispose() => _line.Dispose();
}
