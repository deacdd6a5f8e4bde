using Hnsg.Shared;

namespace Hnsg.Cli.Terminal;

/// <summary>
/// Standard output or standard error: the one place where text leaves the program. No text makes a terminal do anything,
/// lines end at its width, and output that can no longer be written ends nothing.
/// </summary>
/// <param name="inner">Where the text goes.</param>
/// <param name="live">Lines that change in place, which make room for the text.</param>
/// <param name="width">Columns that lines may have; null where they are not broken.</param>
internal sealed class TerminalWriter(TextWriter inner, LiveLines live, Func<int?> width) : TextWriter
{
    public override System.Text.Encoding Encoding => inner.Encoding;

    /// <summary>Why text could not be written; null where all was. A reader that stops reading is not a failure.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Hears of the failure when it happens.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>Columns that lines may have; null where they are not broken.</summary>
    public int? Width => width();

    /// <summary>Writes a line, of which several are made between its words where it is too long.</summary>
    public override void WriteLine(string? value)
    {
        string shown = ControlText.Shown(value ?? "");
        Put(Width is { } room ? WordWrap.Lines(shown, room) : [shown]);
    }

    public override void WriteLine() => Put([""]);

    /// <summary>Writes a line that is to be pasted elsewhere, and so stays in one piece.</summary>
    public void WriteWhole(string line) => Put([ControlText.Shown(line)]);

    /// <summary>Writes a table.</summary>
    public void Write(Table table) => Put(table.Lines(Width));

    /// <summary>Writes text that has its own line ends, such as JSON, and is not broken at others.</summary>
    public override void Write(string? value) => Send(ControlText.Shown(value ?? "", lines: true));

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Flush() => Try(inner.Flush);

    private void Put(IReadOnlyList<string> lines) => Send(string.Join('\n', lines) + "\n");

    private void Send(string text) =>
        Try(() =>
        {
            live.Clear();
            inner.Write(text);
            inner.Flush();
        });

    private void Try(Action write)
    {
        lock (live)
        {
            if (Failure is not null)
            {
                return;
            }
            try
            {
                write();
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Failure = error;
            }
        }
        Failed?.Invoke(Failure);
    }
}
