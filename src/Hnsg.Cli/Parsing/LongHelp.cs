using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;
using Hnsg.Cli.Terminal;

namespace Hnsg.Cli.Parsing;

/// <summary>
/// The help of a command with many options, under headings: <c>--help</c> shows those that most people need,
/// <c>--help-all</c> shows every one.
/// </summary>
internal sealed class LongHelp : SynchronousCommandLineAction
{
    private const string Name = "--help-all";

    private static readonly ConditionalWeakTable<Command, LongHelp> s_commands = [];

    private readonly Command _command;
    private readonly string _brief;
    private readonly string _whole;

    private LongHelp(Command command, string brief, string whole)
    {
        _command = command;
        _brief = brief;
        _whole = whole;
    }

    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command this help. Each of its options must have a place.</summary>
    /// <param name="command">The command, which gets the option <c>--help-all</c>.</param>
    /// <param name="brief">What comes after the common options.</param>
    /// <param name="whole">What comes after all options.</param>
    public static void Append(Command command, string brief, string whole)
    {
        var help = new LongHelp(command, brief, whole);
        s_commands.Add(command, help);
        command.Options.Add(
            new Option<bool>(Name) { Description = "Show every option.", Action = help }.Common(Heading.Help)
        );
    }

    /// <summary>The help of a command that has one of this kind, otherwise null.</summary>
    public static LongHelp? Of(Command command) => s_commands.TryGetValue(command, out LongHelp? help) ? help : null;

    public override int Invoke(ParseResult parseResult)
    {
        Write(all: true);
        return ExitCode.Done;
    }

    /// <summary>Writes the help on standard output.</summary>
    /// <param name="all">Whether with every option.</param>
    public void Write(bool all)
    {
        string name = ErrorReport.Name(_command, "hnsg");
        string text = $"""
            Description:
              {_command.Description}

            Usage:
              {name} [options]

            {OptionList.Text(_command, all, Screen.Output.Width)}

            {(all ? _whole : $"{_brief}\n\n{name} {Name} shows every option.")}
            """;
        Help.Write(text);
    }
}
