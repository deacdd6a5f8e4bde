using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hnsg.Plots.Report;
using Xunit;

namespace Hnsg.Plots.Tests.Report;

public sealed partial class ReportPageTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public void The_page_needs_nothing_but_itself()
    {
        string page = ReportPage.Of(run.Open());
        string[] addresses = [.. Address().Matches(page).Select(match => match.Groups[1].Value).Distinct()];
        Assert.All(addresses, address => Assert.True(address.StartsWith('#') || address == "data:,", address));
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("@import", page);
        Assert.Equal(["http://www.w3.org/2000/svg"], Network().Matches(page).Select(match => match.Value).Distinct());
        Assert.Contains("default-src 'none'", page);
    }

    [Fact]
    public void The_same_run_makes_the_same_bytes() =>
        Assert.Equal(ReportPage.Of(run.Open()), ReportPage.Of(run.Open()));

    [Theory]
    [InlineData("Accuracy")]
    [InlineData("Loss")]
    [InlineData("Mask churn")]
    [InlineData("Firing intensity")]
    [InlineData("Learning rate")]
    [InlineData("Scores, layer 1")]
    [InlineData("Scores, output layer")]
    [InlineData("Where the network looks")]
    [InlineData("Receptive fields")]
    [InlineData("Hidden neurons, layer 1")]
    [InlineData("Membranes of one sample")]
    [InlineData("Confusion matrix")]
    [InlineData("Most confused samples")]
    [InlineData("Stopping early")]
    [InlineData("Calibration")]
    public void Every_figure_is_there_and_well_formed(string title)
    {
        string page = ReportPage.Of(run.Open());
        string[] figures = [.. Svg().Matches(page).Select(match => match.Value)];
        Assert.Contains(figures, svg => XElement.Parse(svg).Elements().First().Value == title);
    }

    [Fact]
    public void Options_measures_and_the_way_to_make_it_again_are_there()
    {
        string page = ReportPage.Of(run.Open());
        Assert.Equal(
            "hnsg train --dataset digits --preset default --hidden 24 --epochs 3 --batch 50",
            Command().Match(page).Value
        );
        Assert.Contains("<td>warm-up</td><td>1</td>", page);
        Assert.Contains("<td>epochs</td><td class=\"changed\">3</td>", page);
        Assert.Contains("SHA-256 of model.hnsg", page);
        Assert.Contains("2409.08290", page);
        Assert.Contains("membrane updates", page);
        Assert.Contains(Hnsg.Training.Runs.TrainingRun.LibraryVersion, page);
    }

    [Fact]
    public void A_run_without_a_model_or_an_epoch_has_a_page_too()
    {
        string folder = Directory.CreateTempSubdirectory("hnsg-").FullName;
        try
        {
            File.Copy(Path.Combine(run.Path, "run.json"), Path.Combine(folder, "run.json"));
            string page = ReportPage.Of(new RunContents(folder, run.Data));
            Assert.Contains("Reproduce", page);
            Assert.DoesNotContain("NaN", page);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Texts_are_escaped()
    {
        string page = new Html()
            .Element("p", "<b>&\"")
            .Table(
                [],
                [
                    ["<i>", "a & b"],
                ]
            )
            .ToString();
        Assert.Contains("&lt;b&gt;&amp;&quot;", page);
        Assert.Contains("<td>&lt;i&gt;</td><td>a &amp; b</td>", page);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Address();

    [GeneratedRegex("""https?://[^"'\s<)]*""")]
    private static partial Regex Network();

    [GeneratedRegex("hnsg train [^<]*")]
    private static partial Regex Command();

    [GeneratedRegex("<svg .*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();
}
