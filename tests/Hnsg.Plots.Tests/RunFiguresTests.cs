using System.Xml.Linq;
using Hnsg.Data;
using Hnsg.Plots.Figures;
using Xunit;

namespace Hnsg.Plots.Tests;

public sealed class RunFiguresTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    private static Dataset Smaller { get; } =
        new()
        {
            Name = "smaller",
            Train = new SampleSet(new byte[160], new byte[10], 16),
            Test = new SampleSet(new byte[160], new byte[10], 16),
            Width = 4,
            Height = 4,
            Classes = 10,
            ClassNames = [.. "0123456789".Select(digit => $"{digit}")],
            Sha256 = new Dictionary<string, string>(),
            Source = "memory",
        };

    public static TheoryData<string> Kinds => [.. FigureKinds.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_figure_is_made_of_a_run_and_is_the_same_each_time(string name)
    {
        string svg = FigureKinds.Find(name).Make(run.Open(), null).ToSvg();
        Assert.Equal("svg", XElement.Parse(svg).Name.LocalName);
        Assert.Equal(svg, FigureKinds.Find(name).Make(run.Open(), null).ToSvg());
    }

    [Fact]
    public void The_history_is_that_of_the_training()
    {
        RunContents contents = run.Open();
        Assert.Equal([1, 2, 3], contents.History.Select(epoch => epoch.Epoch));
        Assert.Equal(contents.Result!.ValidationAccuracy, contents.History[^1].ValidationAccuracy);
        Assert.Equal(contents.Result.Test.Accuracy, contents.Measured.Evaluation.Accuracy);
    }

    [Fact]
    public void Scores_are_those_of_the_checkpoint_and_the_cut_separates_as_many_as_are_kept()
    {
        RunContents contents = run.Open();
        Assert.Equal(2, contents.Scores.Count);
        foreach ((int layer, Training.ScoreHistogram scores) in contents.Scores.Index())
        {
            Assert.Equal(contents.Network.Masks[layer].Connections, scores.Counts.Sum());
            long above = scores.Counts.Where((_, b) => b * scores.Width >= scores.Cut).Sum();
            long below = scores.Counts.Where((_, b) => (b + 1) * scores.Width <= scores.Cut).Sum();
            Assert.InRange(contents.Network.Masks[layer].Kept, above, scores.Counts.Sum() - below);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Data_of_another_shape_are_refused_by_every_figure_that_needs_data(string name)
    {
        var contents = new RunContents(run.Path, _ => Smaller, "smaller", threads: 1);
        var figure = FigureKinds.Find(name);
        if (name is "curves" or "churn" or "inputs")
        {
            figure.Make(contents, null);
            return;
        }
        var error = Assert.Throws<OptionException>(() => figure.Make(contents, null));
        Assert.Equal("dataset", error.Option);
        Assert.Contains("smaller has 4 × 4 = 16 pixels", error.Message);
    }

    [Fact]
    public void Scores_are_those_of_the_run_whatever_data_are_looked_at()
    {
        var contents = new RunContents(run.Path, name => name == "digits" ? run.Data : run.Other, "other", threads: 1);
        Assert.True(contents.IsOnOtherData);
        Assert.False(run.Open().IsOnOtherData);
        Assert.Same(run.Other, contents.Data);
        Assert.Same(run.Data, contents.OwnData);
        Assert.Equal(run.Open().Scores.Select(scores => scores.Cut), contents.Scores.Select(scores => scores.Cut));
    }

    [Fact]
    public void A_sample_that_is_not_there_is_refused() =>
        Assert.Equal("sample", Assert.Throws<OptionException>(() => run.Open().Sample(60)).Option);

    [Fact]
    public void A_folder_without_a_run_and_a_damaged_table_are_refused()
    {
        string folder = Directory.CreateTempSubdirectory("hnsg-").FullName;
        try
        {
            Assert.Contains(
                "no run here: run.json is missing",
                Assert.Throws<InputException>(() => new RunContents(folder, _ => run.Data)).Message
            );
            foreach (string file in Directory.GetFiles(run.Path))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }
            string metrics = Path.Combine(folder, "metrics.csv");
            File.AppendAllText(metrics, "4,broken\n");
            Assert.Contains(
                "line 5",
                Assert.Throws<InputException>(() => new RunContents(folder, _ => run.Data)).Message
            );
            File.WriteAllText(metrics, "epoch\n1\n");
            Assert.Contains(
                "line 1",
                Assert.Throws<InputException>(() => new RunContents(folder, _ => run.Data)).Message
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
