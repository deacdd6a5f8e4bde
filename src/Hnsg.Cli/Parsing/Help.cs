using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;
using Hnsg.Cli.Terminal;

namespace Hnsg.Cli.Parsing;

/// <summary>Help with something after it: examples, tables.</summary>
/// <param name="standard">Prints usage and options.</param>
/// <param name="program">What people type to run the program.</param>
internal sealed class Help(HelpAction standard, string program = "hnsg") : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string> s_appended = [];

    public override bool ClearsParseErrors => true;

    /// <summary>Notes what comes after the help of a command.</summary>
    public static void Append(Command command, string text) => s_appended.Add(command, text);

    public override int Invoke(ParseResult parseResult)
    {
        if (LongHelp.Of(parseResult.CommandResult.Command) is { } help)
        {
            help.Write(all: false);
            return ExitCode.Done;
        }
        // The parser names the command after its assembly, which is not what people type.
        InvocationConfiguration configuration = parseResult.InvocationConfiguration;
        TextWriter output = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        standard.MaxWidth = Screen.Output.Width ?? int.MaxValue;
        standard.Invoke(parseResult);
        configuration.Output = output;
        Write(text.ToString().Replace(RootCommand.ExecutableName, program, StringComparison.Ordinal).TrimEnd() + "\n");
        if (s_appended.TryGetValue(parseResult.CommandResult.Command, out string? appended))
        {
            Write(appended);
        }
        return ExitCode.Done;
    }

    /// <summary>Writes lines on standard output. Where it has a width, paragraphs are filled anew.</summary>
    public static void Write(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        foreach (string line in Screen.Output.Width is null ? lines : Filled(lines))
        {
            Console.Out.WriteLine(line);
        }
    }

    // Lines of a paragraph become one; indented ones are tables and examples, and stay.
    private static IEnumerable<string> Filled(IEnumerable<string> lines)
    {
        string? paragraph = null;
        foreach (string line in lines)
        {
            bool prose = line.Length > 0 && line[0] != ' ';
            if (prose && paragraph is not null)
            {
                paragraph += $" {line}";
                continue;
            }
            if (paragraph is not null)
            {
                yield return paragraph;
            }
            paragraph = prose ? line : null;
            if (!prose)
            {
                yield return line;
            }
        }
        if (paragraph is not null)
        {
            yield return paragraph;
        }
    }
}
