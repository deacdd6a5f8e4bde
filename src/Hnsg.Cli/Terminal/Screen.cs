using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hnsg.Cli.Terminal;

/// <summary>Where the output for people goes.</summary>
internal static class Screen
{
    /// <summary>Standard output.</summary>
    public static IAnsiConsole Output { get; } = Make(Console.Out, Console.IsOutputRedirected);

    /// <summary>Standard error, for what must not mix with JSON.</summary>
    public static IAnsiConsole Error { get; } = Make(Console.Error, Console.IsErrorRedirected);

    /// <summary>A table with these headings.</summary>
    public static Table Table(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }
        return table;
    }

    /// <summary>A row of plain text, in which brackets mean nothing.</summary>
    public static void Row(this Table table, params string[] cells) =>
        table.AddRow(cells.Select(cell => (IRenderable)new Text(cell)));

    private static IAnsiConsole Make(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
                Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            }
        );
        if (redirected)
        {
            // A file has no width; lines broken at 80 characters would only be hard to search.
            console.Profile.Width = 200;
        }
        return console;
    }
}
