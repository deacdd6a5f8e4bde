using System.CommandLine;
using System.Text.RegularExpressions;
using Hnsg.Cli.Parsing;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The help of commands with many options, against files that were looked at. HNSG_UPDATE_SNAPSHOTS=1 writes them anew.</summary>
public sealed partial class CommandLineHelpTests
{
    public static TheoryData<string> Long => ["train", "compare"];

    [Theory]
    [InlineData("train", "--help", 80)]
    [InlineData("train", "--help", 60)]
    [InlineData("train", "--help-all", 80)]
    [InlineData("compare", "--help", 80)]
    [InlineData("compare", "--help-all", 80)]
    public void A_help_is_the_one_that_was_looked_at(string command, string option, int width)
    {
        string found = Help(command, option, width);
        string file = $"{command}-{option.TrimStart('-')}-{width}.txt";
        string path = Path.Combine(DotNet.NeedRepository(), "tests", "Hnsg.Cli.Tests", "Help", file);
        if (Environment.GetEnvironmentVariable("HNSG_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, found);
        }
        Assert.Equal(File.ReadAllText(path), found);
    }

    [Theory, MemberData(nameof(Long))]
    public void Every_option_is_in_the_whole_help_and_in_the_short_one_those_that_most_people_need(string command)
    {
        Option[] options = [.. OptionList.Options(Command(command))];
        Assert.Equal(options.Select(option => option.Name).Order(), Listed(Help(command, "--help-all", 80)).Order());
        Assert.Equal(
            options.Where(option => option.Place()!.Common).Select(option => option.Name).Order(),
            Listed(Help(command, "--help", 80)).Order()
        );
    }

    [Theory, MemberData(nameof(Long))]
    public void The_short_help_is_short_and_its_last_line_says_where_the_rest_is(string command)
    {
        string help = Help(command, "--help", 80);
        Assert.InRange(Listed(help).Count(), 15, 25);
        Assert.EndsWith($"\n\nhnsg {command} --help-all shows every option.\n", help, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Long))]
    public void Completion_and_suggestions_know_every_option(string command)
    {
        string[] completed = [.. CommandTree.Root.Parse($"{command} --").GetCompletions().Select(it => it.Label)];
        foreach (Option option in OptionList.Options(Command(command)))
        {
            Assert.Contains(option.Name, completed);
        }
        Cli.Fail(2, "Did you mean '--keep-schedule'?", command, "--keep-schedul=cubic");
        Cli.Fail(2, "Did you mean '--network'?", command, "--netwrok=8");
    }

    [Fact]
    public void Help_comes_before_what_is_wrong_with_the_rest() =>
        Assert.Equal(Cli.Succeed("train", "--help-all").Output, Cli.Succeed("train", "--wrong", "--help-all").Output);

    private static string Help(string command, string option, int width)
    {
        CliResult result = Cli.Run([("COLUMNS", $"{width}")], command, option);
        Assert.True(result.Code == 0, result.ToString());
        return result.Output;
    }

    private static Command Command(string name) =>
        CommandTree.Commands.First(it => it.Words is [var word] && word == name).Command;

    // Above the tables of presets and methods; the first of its two-dashed names is an option's own.
    private static IEnumerable<string> Listed(string help) =>
        OptionLine()
            .Matches(help[..Regex.Match(help, "^(Presets|Methods)", RegexOptions.Multiline).Index])
            .Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^  (?:-., )*(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex OptionLine();
}
