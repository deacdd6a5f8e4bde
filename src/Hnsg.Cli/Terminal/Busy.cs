using System.Diagnostics;

namespace Hnsg.Cli.Terminal;

/// <summary>Says on a terminal that something is still being done, and for how long, where nothing else was seen for a while.</summary>
internal sealed class Busy : IDisposable
{
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(2);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly StatusLine _line = new();
    private readonly string _what;
    private readonly Timer _timer;
    private long _shown;

    /// <summary>Begins.</summary>
    /// <param name="what">What is being done, such as "reading mnist".</param>
    public Busy(string what)
    {
        _what = what;
        _timer = new Timer(_ => Show(), null, s_delay, TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        using var stopped = new ManualResetEvent(false);
        if (_timer.Dispose(stopped))
        {
            stopped.WaitOne();
        }
        _line.Dispose();
    }

    private void Show()
    {
        lock (Screen.Live)
        {
            if (Screen.Live.LastChange == _shown || Stopwatch.GetElapsedTime(Screen.Live.LastChange) >= s_delay)
            {
                _line.Show(() => [_what, $"{Numbers.Duration(Stopwatch.GetElapsedTime(_start))} so far"]);
                _shown = Screen.Live.LastChange;
            }
        }
    }
}
