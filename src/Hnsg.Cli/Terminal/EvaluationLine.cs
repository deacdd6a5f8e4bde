namespace Hnsg.Cli.Terminal;

/// <summary>How far an evaluation is, where it takes more than two seconds.</summary>
internal sealed class EvaluationLine(int samples) : IProgress<int>, IDisposable
{
    private readonly StatusLine _line = new(TimeSpan.FromSeconds(2));

    public void Report(int value) =>
        _line.Show(() =>
            [
                $"evaluated {Numbers.Count(value)} of {Counted.Of(samples, "sample")}",
                Bar.Of((double)value / Math.Max(1, samples), 30),
            ]
        );

    /// <summary>The line for samples that come after others.</summary>
    public IProgress<int> After(int earlier) => new Later(this, earlier);

    public void Dispose() => _line.Dispose();

    private sealed class Later(EvaluationLine line, int earlier) : IProgress<int>
    {
        public void Report(int value) => line.Report(earlier + value);
    }
}
