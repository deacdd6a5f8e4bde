using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Standard output and standard error that are closed, full or no longer read end no work.</summary>
public sealed class OutputFailureTests : IClassFixture<TinyRun>, IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly TinyRun _trained;

    public OutputFailureTests(TinyRun trained)
    {
        _trained = trained;
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/dev/full"), "closes output the way of Linux");
        File.WriteAllText(
            _trained["plan.json"],
            """{ "dataset": "digits", "options": { "hidden": 8, "train-samples": 200, "epochs": 1 }, "grid": { "steps": [1, 2] } }"""
        );
    }

    public void Dispose() => _temp.Dispose();

    // The run is what was asked for; what it said is lost, which is told where something can be told.
    [Theory]
    [InlineData(">/dev/full", 3)]
    [InlineData(">&-", 3)]
    [InlineData(">&- 2>&-", 3)]
    [InlineData("2>/dev/full", 0)]
    [InlineData("2>&-", 0)]
    [InlineData("| head -n 1; exit ${PIPESTATUS[0]}", 0)]
    [InlineData("2>&1 >/dev/null | head -n 1; exit ${PIPESTATUS[0]}", 0)]
    [InlineData("--json >/dev/full", 3)]
    public void A_training_goes_on_and_saves(string end, int code)
    {
        CliResult result = Cli.Script(_temp.Path, $"$hnsg {string.Join(' ', Cli.Tiny("run"))} {end}");
        Assert.True(result.Code == code, result.ToString());
        Assert.DoesNotContain("bug", result.Error, StringComparison.Ordinal);
        Cli.Succeed("inspect", _temp["run/model.hnsg"]);
        Assert.True(File.Exists(_temp["run/result.json"]));
        if (code == 3 && !end.Contains("2>&-", StringComparison.Ordinal))
        {
            Assert.Contains("cannot write to standard output", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(
        "compare --dataset digits --methods hnsg --seeds 1 --epochs 1 --hidden 8 --train-samples 200 --out other"
    )]
    [InlineData("sweep plan.json --out other")]
    [InlineData("sweep plan.json --dry-run")]
    [InlineData("front run --measures accuracy,bytes --out other.svg")]
    [InlineData("eval run/model.hnsg")]
    [InlineData("eval run/model.hnsg --json")]
    [InlineData("predict run/model.hnsg 0")]
    [InlineData("inspect run/model.hnsg")]
    [InlineData("plot curves --run run --out other.svg")]
    [InlineData("report --run run --out other.html")]
    [InlineData("doctor run")]
    [InlineData("export c run/model.hnsg --out other-c")]
    [InlineData("export npz run/model.hnsg --out other.npz")]
    [InlineData("data list")]
    [InlineData("--help")]
    [InlineData("--version")]
    public void Every_command_ends_as_it_should(string arguments)
    {
        CliResult full = Cli.Script(_trained.Path, $"$hnsg {arguments} >/dev/full");
        Assert.True(full.Code == 3, full.ToString());
        Assert.Contains("cannot write to standard output", full.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", full.Error, StringComparison.Ordinal);
        CliResult unread = Cli.Script(_trained.Path, $"$hnsg {arguments} | true; exit ${{PIPESTATUS[0]}}");
        Assert.True(unread.Code == 0, unread.ToString());
        CliResult silent = Cli.Script(_trained.Path, $"$hnsg {arguments} 2>/dev/full");
        Assert.True(silent.Code == 0, silent.ToString());
    }

    [Fact]
    public void An_error_that_cannot_be_told_still_has_its_exit_code()
    {
        Assert.Equal(2, Cli.Script(_temp.Path, "$hnsg trian 2>/dev/full").Code);
        Assert.Equal(3, Cli.Script(_temp.Path, "$hnsg eval missing.hnsg >&- 2>&-").Code);
    }
}
