using System.CommandLine;
using System.Text;
using Hnsg.Cli.Terminal;

namespace Hnsg.Cli.Parsing;

/// <summary>The options of a command under headings, names to the left and descriptions to the right.</summary>
internal static class OptionList
{
    private const string Indent = "  ";

    // Of the columns of names at most. A longer name has a line of its own.
    private const int MostName = 25;

    /// <summary>The options as a text, with an empty line between headings.</summary>
    /// <param name="command">The command.</param>
    /// <param name="all">Whether also those that few people need.</param>
    /// <param name="width">Columns that lines may have; null for any number.</param>
    public static string Text(Command command, bool all, int? width)
    {
        (Option Option, OptionPlace Place)[] shown =
        [
            .. Options(command).Select(option => (option, Place(option))).Where(it => all || it.Item2.Common),
        ];
        int most = width is { } columns ? Math.Min(MostName, columns * 3 / 8) : MostName;
        int left =
            2 * Indent.Length + shown.Select(it => CellWidth.Of(Name(it.Option))).Where(name => name <= most).Max();
        var text = new StringBuilder();
        foreach (var group in shown.GroupBy(it => it.Place.Heading).OrderBy(group => group.Key))
        {
            text.Append(group.Key).Append(":\n");
            foreach ((Option option, _) in group)
            {
                Append(text, option, left, (width ?? int.MaxValue) - left);
            }
            text.Append('\n');
        }
        return text.ToString().TrimEnd();
    }

    /// <summary>The options of a command, with those that it has from the commands above.</summary>
    public static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive));

    private static void Append(StringBuilder text, Option option, int left, int right)
    {
        string name = Indent + Name(option);
        int used = CellWidth.Of(name);
        text.Append(name);
        if (used + Indent.Length > left)
        {
            text.Append('\n');
            used = 0;
        }
        foreach (string line in WordWrap.Lines(option.Description ?? "", right))
        {
            text.Append(' ', left - used).Append(line).Append('\n');
            used = 0;
        }
    }

    private static string Name(Option option)
    {
        // Help can also be asked for as on Windows, with /h.
        IEnumerable<string> names = option
            .Aliases.Prepend(option.Name)
            .Where(name => name[0] == '-')
            .OrderBy(name => name.StartsWith("--", StringComparison.Ordinal));
        string what = option.HelpName is { } value ? $" <{value}>" : "";
        return string.Join(", ", names) + what;
    }

    private static OptionPlace Place(Option option) =>
        option.Place() ?? throw new InvalidOperationException($"{option.Name} has no place in the help.");
}
