using System.Diagnostics;

namespace Hnsg.Cli.Terminal;

/// <summary>Progress on lines that change in place; shows nothing without a terminal.</summary>
/// <param name="delay">Nothing is shown earlier than this.</param>
internal sealed class StatusLine(TimeSpan delay = default) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _shown;

    /// <summary>Shows one line.</summary>
    /// <param name="parts">What it says; parts that do not fit are left out, the last first.</param>
    public void Show(Func<string[]> parts) => Show(() => [parts()]);

    /// <summary>Shows several lines; those that do not fit are only counted.</summary>
    public void Show(Func<IReadOnlyList<string[]>> lines)
    {
        if (!Screen.Live.Live || Stopwatch.GetElapsedTime(_start) < delay)
        {
            return;
        }
        lock (Screen.Live)
        {
            if (_shown == 0 || Stopwatch.GetElapsedTime(_shown) >= s_pause)
            {
                _shown = Stopwatch.GetTimestamp();
                IReadOnlyList<string[]> all = lines();
                int most = Screen.LiveHeight;
                List<string> fitting = [.. all.Take(most).Select(parts => LineParts.Fitting(parts, Screen.LiveWidth))];
                if (all.Count > most)
                {
                    fitting[^1] = $"and {all.Count - most + 1} more";
                }
                Screen.Live.Show(fitting);
            }
        }
    }

    public void Dispose()
    {
        lock (Screen.Live)
        {
            if (_shown != 0)
            {
                Screen.Live.Clear();
            }
        }
    }
}
