using Hnsg.Cli.Terminal;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>What every command says fits terminals of 60 and of 80 columns, and breaks no number and no word.</summary>
public sealed class NarrowTerminalTests(TinyRun trained) : IClassFixture<TinyRun>
{
    private const string Plan = """
        { "dataset": "digits", "options": { "hidden": 8, "train-samples": 200, "epochs": 1 },
          "grid": { "steps": [1, 2], "keep": [[0.05, 0.5], 0.3] } }
        """;

    [Theory]
    [InlineData("train --resume run --no-report")]
    [InlineData(
        "compare --dataset digits --methods hnsg,weights --epochs 1 --hidden 8 --train-samples 200 --out compare"
    )]
    [InlineData("sweep plan.json --out sweep")]
    [InlineData("sweep plan.json --dry-run")]
    [InlineData("front run --measures accuracy,bytes --out front.svg")]
    [InlineData("eval run/model.hnsg")]
    [InlineData("predict run/model.hnsg 0 7")]
    [InlineData("inspect run/model.hnsg")]
    [InlineData("doctor run")]
    [InlineData("export c run/model.hnsg --out model-c")]
    [InlineData("export npz run/model.hnsg --out model.npz")]
    [InlineData("export onnx run/model.hnsg --out model.onnx")]
    [InlineData("export verilog run/model.hnsg --out model-verilog")]
    [InlineData("data list digits mnist")]
    [InlineData("data verify digits")]
    public void It_fits(string arguments)
    {
        File.WriteAllText(trained["plan.json"], Plan);
        // What trains does so once, and then only says again what came of it.
        Output(arguments, null);
        HashSet<string> whole = [.. Words(Output(arguments, null))];
        foreach (int width in (int[])[60, 80])
        {
            string[] lines = Output(arguments, width);
            Assert.All(lines, line => Assert.InRange(CellWidth.Of(line), 0, width));
            Assert.All(Words(lines), word => Assert.Contains(word, whole));
            HashSet<string> shown = [.. Words(lines)];
            Assert.All(whole, word => Assert.Contains(word, shown));
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void Lines_of_epochs_leave_out_what_does_not_fit(int width)
    {
        string[] lines = Output(
            $"train --dataset digits --hidden 8 --epochs 2 --train-samples 200 --no-report --out epochs-{width}",
            width
        );
        Assert.All(lines, line => Assert.InRange(CellWidth.Of(line), 0, width));
        string[] epochs = [.. lines.Where(line => line.StartsWith("epoch ", StringComparison.Ordinal))];
        Assert.Equal(2, epochs.Length);
        Assert.All(
            epochs,
            line => Assert.Matches(@"^epoch [12]/2  loss \d\.\d{4}  train [\d.]+ %  validation [\d.]+ %(  |$)", line)
        );
    }

    public static TheoryData<string> Commands =>
        [.. CommandTree.Commands.Select(it => string.Join(' ', it.Words)).Append(""), "plot", "export", "data"];

    [Theory, MemberData(nameof(Commands))]
    public void Its_help_fits(string command) =>
        Assert.All(Output($"{command} --help", 60), line => Assert.InRange(CellWidth.Of(line), 0, 60));

    [Theory]
    [InlineData("train", 20)]
    [InlineData("train", 60)]
    [InlineData("compare", 60)]
    [InlineData("compare", 80)]
    public void Its_whole_help_fits(string command, int width) =>
        Assert.All(Output($"{command} --help-all", width), line => Assert.InRange(CellWidth.Of(line), 0, width));

    private string[] Output(string arguments, int? width)
    {
        string set = width is { } columns ? $"COLUMNS={columns} " : "";
        CliResult result = Cli.Script(trained.Path, $"{set}$hnsg {arguments} 2>&1");
        Assert.True(result.Code == 0, result.ToString());
        return result.Output.Split('\n');
    }

    private static IEnumerable<string> Words(IEnumerable<string> lines) =>
        lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word[0] != '─');
}
