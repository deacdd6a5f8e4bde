using System.Globalization;

namespace Hnsg.Cli.Terminal;

/// <summary>What people see: standard output, standard error, and lines that change in place.</summary>
internal static class Screen
{
    // A terminal that does not say how wide it is.
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;
    private const int NarrowestWidth = 20;

    private static readonly TextWriter s_output = Open(Console.OpenStandardOutput);
    private static readonly TextWriter s_error = Open(Console.OpenStandardError);

    /// <summary>Lines at the end that change in place: on standard error where that is a terminal, else on standard output.</summary>
    public static LiveLines Live { get; } =
        new(
            !Understands ? null
            : !Console.IsErrorRedirected ? s_error
            : !Console.IsOutputRedirected ? s_output
            : null
        );

    /// <summary>Standard output.</summary>
    public static TerminalWriter Output { get; } = new(s_output, Live, () => WidthOf(Console.IsOutputRedirected));

    /// <summary>Standard error, for what must not mix with JSON.</summary>
    public static TerminalWriter Error { get; } = new(s_error, Live, () => WidthOf(Console.IsErrorRedirected));

    /// <summary>Columns that a line which changes in place may have: it must not be broken by the terminal.</summary>
    public static int LiveWidth =>
        Math.Min(WidthOf(redirected: false) ?? UsualWidth, Ask(() => Console.WindowWidth, UsualWidth)) - 1;

    /// <summary>Lines that may change in place.</summary>
    public static int LiveHeight => Math.Max(1, Ask(() => Console.WindowHeight, UsualHeight) - 1);

    /// <summary>Sends all that the program writes through the two writers.</summary>
    public static void Install()
    {
        Output.Failed = error =>
            Error.WriteLine(
                "hnsg: cannot write to standard output "
                    + $"({(error is UnauthorizedAccessException ? "it is closed" : error.Message)}); continuing without it"
            );
        Console.SetOut(Output);
        Console.SetError(Error);
    }

    /// <summary>A table with these headings.</summary>
    public static Table Table(params string[] headings) => new(headings);

    // Windows' own console does not by itself; its successor, which says so, does.
    private static bool Understands =>
        Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } term
            ? term != "dumb"
            : !OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("WT_SESSION") is not null;

    private static TextWriter Open(Func<Stream> open)
    {
        try
        {
            return new StreamWriter(open(), Console.OutputEncoding, bufferSize: 4096) { AutoFlush = true };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ClosedWriter(error);
        }
    }

    // $COLUMNS comes first, as for other programs. A file has no width: broken lines would only be hard to search.
    private static int? WidthOf(bool redirected)
    {
        string? columns = Environment.GetEnvironmentVariable("COLUMNS");
        if (int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out int set) && set > 0)
        {
            return Math.Max(NarrowestWidth, set);
        }
        return redirected ? null : Math.Max(NarrowestWidth, Ask(() => Console.WindowWidth, UsualWidth));
    }

    private static int Ask(Func<int> size, int usual)
    {
        try
        {
            return size() is > 0 and int known ? known : usual;
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return usual;
        }
    }

    /// <summary>Stands for a stream that was closed before the program began.</summary>
    private sealed class ClosedWriter(Exception error) : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException(error.Message, error);

        public override void Write(string? value) => throw new IOException(error.Message, error);
    }
}
