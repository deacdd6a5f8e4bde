using System.Diagnostics;

namespace Hnsg.Cli.Terminal;

/// <summary>One line on standard error that changes in place; nothing where that is no terminal.</summary>
internal sealed class StatusLine : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _delay;
    private readonly Lock _lock = new();
    private long _shown;
    private int _length;

    /// <summary>Makes the line.</summary>
    /// <param name="delay">Nothing is shown earlier than this.</param>
    public StatusLine(TimeSpan delay = default) => _delay = delay;

    public void Show(Func<string> text)
    {
        if (Console.IsErrorRedirected || Stopwatch.GetElapsedTime(_start) < _delay)
        {
            return;
        }
        lock (_lock)
        {
            if (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < s_pause)
            {
                return;
            }
            _shown = Stopwatch.GetTimestamp();
            string line = text();
            Console.Error.Write($"\r{line.PadRight(_length)}");
            _length = line.Length;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            if (_length > 0)
            {
                Console.Error.Write($"\r{new string(' ', _length)}\r");
                _length = 0;
            }
        }
    }

    public void Dispose() => Clear();
}
