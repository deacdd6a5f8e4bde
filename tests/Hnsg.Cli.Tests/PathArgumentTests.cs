using System.CommandLine;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>What can be no path is refused by every command, for every option and argument that takes one.</summary>
public sealed class PathArgumentTests : IDisposable
{
    // Texts that are no paths. A new one is a path until it stands here.
    private static readonly string[] NoPaths =
    [
        "--preset",
        "--method",
        "--methods",
        "--keep-schedule",
        "--keep-scope",
        "--surrogate",
        "--loss",
        "--optimiser",
        "--schedule",
        "--split",
        "--shard",
        "--measures",
        "--theme",
        "--name",
        "NAME",
    ];

    private readonly TempFolder _temp = new();

    public static TheoryData<string, string> Symbols
    {
        get
        {
            var symbols = new TheoryData<string, string>();
            foreach ((string[] words, Command command) in CommandTree.Commands)
            {
                foreach (Symbol symbol in command.Options.Concat<Symbol>(command.Arguments).Where(IsPath))
                {
                    symbols.Add(string.Join(' ', words), symbol.Name);
                }
            }
            return symbols;
        }
    }

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Symbols))]
    public void It_is_refused(string words, string name)
    {
        Command command = CommandTree.Commands.First(it => string.Join(' ', it.Words) == words).Command;
        // An option, or as many other arguments as come before this one.
        string[] given = name.StartsWith('-')
            ? [name]
            : [.. command.Arguments.TakeWhile(argument => argument.Name != name).Select(_ => "x")];
        foreach (
            (string path, string fault) in ((string, string)[])
                [
                    ("", "empty"),
                    (" ", "blank"),
                    ("\t \u00A0", "blank"),
                    ("a\0b", "null character"),
                    (new string('x', 256), "255 bytes"),
                    ("runs/" + new string('é', 128) + "/model.hnsg", "255 bytes"),
                    (string.Join('/', Enumerable.Repeat(new string('x', 200), 21)), "4,095 bytes"),
                ]
        )
        {
            ParseResult parsed = CommandTree.Root.Parse([.. words.Split(' '), .. given, path]);
            Assert.Contains(
                parsed.Errors,
                error =>
                    error.Message.StartsWith($"{name}: ", StringComparison.Ordinal)
                    && error.Message.Contains(fault, StringComparison.Ordinal)
            );
        }
        ParseResult fine = CommandTree.Root.Parse([.. words.Split(' '), .. given, new string('x', 255)]);
        Assert.DoesNotContain(fine.Errors, error => error.Message.StartsWith($"{name}: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Paths_are_found_in_every_command() => Assert.InRange(Symbols.Count, 60, 200);

    [Fact]
    public void It_ends_with_exit_code_2()
    {
        Cli.Fail(2, "MODEL: the name is empty", "eval", "");
        Cli.Fail(2, "--out: the name is empty", "train", "--out", "");
        Cli.Fail(2, "--dataset: the name is blank", "train", "-d", "  ");
    }

    [Theory]
    [InlineData("train", "--preset", "")]
    [InlineData("train", "--method", "")]
    [InlineData("train", "--keep-schedule", "")]
    [InlineData("train", "--keep-scope", "")]
    [InlineData("train", "--surrogate", "")]
    [InlineData("train", "--loss", "")]
    [InlineData("train", "--optimiser", "")]
    [InlineData("train", "--schedule", "")]
    [InlineData("train", "--hidden", "")]
    [InlineData("train", "--seed", "")]
    [InlineData("train", "--encoding", "")]
    [InlineData("compare", "--methods", "")]
    [InlineData("eval", "model.hnsg", "--split", "")]
    [InlineData("sweep", "plan.json", "--shard", "")]
    [InlineData("front", ".", "--measures", "")]
    [InlineData("plot", "curves", "--run", ".", "--theme", "")]
    [InlineData("data", "list", "")]
    [InlineData("", "x")]
    public void An_empty_text_that_is_no_path_is_refused_too(params string[] arguments)
    {
        CliResult result = Cli.RunIn(_temp.Path, arguments);
        Assert.True(result.Code is 2 or 3, result.ToString());
        Assert.DoesNotContain("bug", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_temp.Path));
    }

    [Fact]
    public void A_path_that_a_file_names_is_looked_at_too()
    {
        foreach (string name in (string[])["", " ", "a\\u0000b", new string('x', 300)])
        {
            File.WriteAllText(
                _temp["plan.json"],
                $$"""{ "dataset": "{{name}}", "options": { "epochs": 1 }, "grid": { "steps": [1, 2] } }"""
            );
            CliResult result = Cli.RunIn(_temp.Path, "sweep", "plan.json");
            Assert.True(result.Code == 3, result.ToString());
            Assert.DoesNotContain("bug", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_that_begins_with_an_at_sign_is_a_name()
    {
        Cli.Fail(3, "@home: there is no such file", "eval", "@home");
        Cli.Fail(2, "'@home' is neither a known data set", "train", "-d", "@home");
        File.WriteAllText(_temp["@words"], "--epochs 1");
        Cli.Fail(2, "hnsg train does not know '@words'", "train", "@words");
        CliResult result = Cli.RunIn(_temp.Path, [.. Cli.Tiny("@run")]);
        Assert.True(result.Code == 0, result.ToString());
        Assert.True(File.Exists(_temp["@run/model.hnsg"]));
    }

    private static bool IsPath(Symbol symbol)
    {
        Type type = symbol is Option option ? option.ValueType : ((Argument)symbol).ValueType;
        return (type == typeof(string) || type == typeof(string[])) && !NoPaths.Contains(symbol.Name);
    }
}
