using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hnsg.Plots.Figures;
using Hnsg.Plots.Report;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
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
    public void A_page_says_on_which_data_it_was_measured()
    {
        string own = ReportPage.Of(run.Open());
        Assert.Contains("accuracy on 60 test samples<", own);
        Assert.DoesNotContain("measured on", own);
        string other = ReportPage.Of(
            new RunContents(run.Path, name => name == "digits" ? run.Data : run.Other, "other", threads: 1)
        );
        Assert.Contains("measured on other</title>", other);
        Assert.Contains("The network was trained on digits.", other);
        Assert.Contains("accuracy on 50 test samples of other", other);
        // The way to make the run again is that of its own data.
        Assert.Equal(Command().Match(own).Value, Command().Match(other).Value);
    }

    [Theory]
    [InlineData("weights", true)]
    [InlineData("transfer", true)]
    [InlineData("ann-hidden", false)]
    public void Other_methods_have_their_numbers_and_no_spikes_where_there_are_none(string method, bool spikes)
    {
        string folder = Directory.CreateTempSubdirectory("hnsg-").FullName;
        try
        {
            string path = Path.Combine(folder, "run");
            TrainingOptions usual = Presets.Find(Presets.Default).Options with
            {
                Hidden = [12],
                Epochs = 1,
                Validation = 40,
            };
            TrainingOptions options = TrainingChoices.WithMethod(usual, method);
            using (TrainingRun training = TrainingRun.Start(path, options, run.Data, threads: 1))
            {
                training.Run(cancellation: TestContext.Current.CancellationToken);
            }
            var contents = new RunContents(path, run.Data, threads: 1);
            string page = ReportPage.Of(contents);
            string Percent(double value) => FormattableString.Invariant($"{value * 100:0.00} %");
            Assert.Contains($">{Percent(contents.Result!.Test.Accuracy)}</b>", page);
            Assert.Contains($"<td>{Percent(contents.Result.ValidationAccuracy!.Value)}</td>", page);
            Assert.Contains(FormattableString.Invariant($"connections of {784 * 12 + 12 * 10:N0}"), page);
            Assert.Contains("Confusion matrix", page);
            Assert.Equal(spikes, page.Contains("firing intensity, hidden and output", StringComparison.Ordinal));
            Assert.Equal(spikes, page.Contains(" time steps, ", StringComparison.Ordinal));
            Assert.Equal(method != "weights", page.Contains("hidden units above 0 (%)", StringComparison.Ordinal));
            Assert.Equal(method == "transfer", page.Contains("before conversion", StringComparison.Ordinal));
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
