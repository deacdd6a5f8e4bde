using System.Diagnostics;

namespace Hnsg.Cli.Terminal;

/// <summary>Lines at the end of a terminal's text that change in place.</summary>
/// <param name="terminal">The terminal; null where there is none, and nothing is shown.</param>
internal sealed class LiveLines(TextWriter? terminal)
{
    private int _shown;

    /// <summary>When people last saw something new, be it these lines or other text.</summary>
    public long LastChange { get; private set; } = Stopwatch.GetTimestamp();

    /// <summary>Whether there is anything to show them on.</summary>
    public bool Live => terminal is not null;

    /// <summary>Replaces the lines.</summary>
    /// <param name="lines">Lines without control characters, each shorter than the terminal is wide.</param>
    public void Show(IReadOnlyList<string> lines)
    {
        Write(Back + string.Join('\n', lines));
        _shown = lines.Count;
        LastChange = Stopwatch.GetTimestamp();
    }

    /// <summary>Takes the lines away, so that text can be written in their place.</summary>
    public void Clear()
    {
        LastChange = Stopwatch.GetTimestamp();
        if (_shown > 0)
        {
            Write(Back);
            _shown = 0;
        }
    }

    // To the beginning of the first line, and all cleared from there.
    private string Back => $"\r{(_shown > 1 ? $"\e[{_shown - 1}A" : "")}\e[J";

    private void Write(string text)
    {
        try
        {
            terminal?.Write(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A terminal that has gone away takes the lines with it.
        }
    }
}
