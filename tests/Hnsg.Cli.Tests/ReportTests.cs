using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The page that a run ends with.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Train_writes_a_report_unless_told_not_to_and_it_changes_nothing_else()
    {
        string[] silent = Cli.Tiny(_temp["a"]);
        Cli.Succeed(silent);
        Assert.False(File.Exists(_temp["a/report.html"]));
        Cli.Succeed([.. Cli.Tiny(_temp["b"]).Where(word => word != "--no-report")]);
        string written = File.ReadAllText(_temp["b/report.html"]);
        Assert.Equal(File.ReadAllBytes(_temp["a/model.hnsg"]), File.ReadAllBytes(_temp["b/model.hnsg"]));
        Assert.Equal(_temp["b/report.html"], Cli.Succeed("report", "--run", _temp["b"]).Output.Trim());
        Assert.Equal(written, File.ReadAllText(_temp["b/report.html"]));
        Cli.Succeed("report", "--run", _temp["a"], "--out", _temp["other.html"], "--sample", "5");
        Assert.Contains("How test sample 5", File.ReadAllText(_temp["other.html"]));
    }

    [Fact]
    public void What_cannot_be_reported_is_refused()
    {
        Cli.Fail(3, "no run here: run.json is missing", "report", "--run", _temp["none"]);
        Cli.Fail(2, "--run", "report");
    }

    [Fact]
    public void Resuming_a_finished_run_without_its_report_makes_it_unless_told_not_to()
    {
        Cli.Succeed([.. Cli.Tiny(_temp["run"]).Where(word => word != "--no-report")]);
        string written = File.ReadAllText(_temp["run/report.html"]);
        File.Delete(_temp["run/report.html"]);
        Cli.Succeed("train", "--resume", _temp["run"], "--no-report");
        Assert.False(File.Exists(_temp["run/report.html"]));
        CliResult resumed = Cli.Succeed("train", "--resume", _temp["run"], "--json");
        Assert.Equal(File.ReadAllText(_temp["run/result.json"]), resumed.Output);
        Assert.Equal(written, File.ReadAllText(_temp["run/report.html"]));
        DateTime time = File.GetLastWriteTimeUtc(_temp["run/report.html"]);
        Cli.Succeed("train", "--resume", _temp["run"]);
        Assert.Equal(time, File.GetLastWriteTimeUtc(_temp["run/report.html"]));
    }

    [Fact]
    public void A_report_names_the_data_and_not_where_they_lie()
    {
        Cli.Succeed([.. Cli.Tiny(_temp["run"]).Where(word => word != "--no-report")]);
        string page = File.ReadAllText(_temp["run/report.html"]);
        Assert.Contains("samples of digits.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(_temp.Path, page, StringComparison.Ordinal);
    }
}
