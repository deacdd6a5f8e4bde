using Hnsg.Plots.Report;
using Xunit;

namespace Hnsg.Plots.Tests.Report;

/// <summary>The report as a browser shows it.</summary>
public sealed class BrowserTests : IClassFixture<TrainedRun>, IDisposable
{
    private readonly TrainedRun _run;
    private readonly string _folder = Directory.CreateTempSubdirectory("hnsg-page-").FullName;

    public BrowserTests(TrainedRun run)
    {
        Browser.SkipWhereMissing();
        _run = run;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    [InlineData(400, false)]
    [InlineData(400, true)]
    public void The_report_has_no_error_on_the_console_no_broken_picture_and_fits_its_window(int width, bool dark)
    {
        string page = ReportPage.Save(_run.Open(), Path.Combine(_folder, "report.html"));
        Browser.Look look = Browser.Open(_folder, page, width, dark);
        Assert.Empty(look.Console);
        Assert.Equal(0, look.Broken);
        Assert.Equal(18, look.Figures);
        Assert.Equal(0, look.Flat);
        Assert.Equal(0, look.Overflow);
        Assert.Equal(dark ? "rgb(5, 8, 12)" : "rgb(245, 246, 248)", look.Background);
        Assert.InRange(look.LeastText, 7.5, 30);
    }

    [Fact]
    public void An_error_a_broken_picture_and_a_page_too_wide_would_be_seen()
    {
        string page = Path.Combine(_folder, "bad.html");
        File.WriteAllText(
            page,
            "<img src='none.png'><div style='width:3000px'>wide</div><svg width=9 height=9></svg><script>nonsense()</script>"
        );
        Browser.Look look = Browser.Open(_folder, page, 400, dark: false);
        Assert.Contains(look.Console, line => line.Contains("nonsense", StringComparison.Ordinal));
        Assert.Equal((1, 1, 0), (look.Broken, look.Flat, look.Figures));
        Assert.True(look.Overflow > 2000);
    }
}
