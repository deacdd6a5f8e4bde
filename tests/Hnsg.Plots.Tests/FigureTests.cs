using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Hnsg.Measures;
using Hnsg.Plots.Drawing;
using Hnsg.Plots.Figures;
using Hnsg.Plots.Raster;
using Xunit;

namespace Hnsg.Plots.Tests;

/// <summary>Every figure, against files that were looked at. HNSG_UPDATE_SNAPSHOTS=1 writes them anew.</summary>
public sealed class FigureTests
{
    /// <summary>Figures of all kinds by name.</summary>
    internal static readonly Dictionary<string, Figure> All = new()
    {
        ["loss"] = CurvePanels.Loss(SomeRun.History).Figure(),
        ["accuracy"] = CurvePanels.Accuracy(SomeRun.History).Figure(),
        ["intensity"] = CurvePanels.Intensity(SomeRun.History).Figure(),
        ["churn"] = CurvePanels.Churn(SomeRun.History).Figure(),
        ["learning-rate"] = CurvePanels.LearningRate(SomeRun.History).Figure(),
        ["raster"] = SpikeRasterFigure.Of(SomeRun.Network, SomeRun.Samples.Pixels(3), 3, 3),
        ["spikes"] = SpikeAnimation.Of(SomeRun.Network, SomeRun.Samples.Pixels(3), 3),
        ["membranes"] = MembranePanel.Of(SomeRun.Network, SomeRun.Samples.Pixels(3), 3).Figure(height: 480),
        ["fields"] = ReceptiveFieldPanel.Of(SomeRun.Network, SomeRun.Measured.Layers[0]).Figure(height: 420),
        ["inputs"] = InputMapPanel.Of(SomeRun.Network).Figure(),
        ["scores"] = ScorePanel.Of(SomeRun.Scores, 0, output: false).Figure(),
        ["activity"] = ActivityPanel.Of(SomeRun.Measured.Layers[0], output: false).Figure(),
        ["confusion"] = ConfusionPanel.Of(SomeRun.Measured.Evaluation, SomeRun.Network).Figure(height: 480),
        ["confused"] = ConfusedPanel.Of(SomeRun.Measured, SomeRun.Network, SomeRun.Samples).Figure(height: 480),
        ["steps"] = StepsPanel.Of(SomeRun.Measured, SomeRun.Exit).Figure(),
        ["calibration"] = CalibrationPanel.Of(SomeRun.Measured).Figure(),
        ["raster-readout"] = SpikeRasterFigure.Of(SomeRun.ReadOut, SomeRun.Samples.Pixels(3), 3, 3),
        ["spikes-readout"] = SpikeAnimation.Of(SomeRun.ReadOut, SomeRun.Samples.Pixels(3), 3),
        ["membranes-readout"] = MembranePanel.Of(SomeRun.ReadOut, SomeRun.Samples.Pixels(3), 3).Figure(height: 480),
        ["steps-readout"] = StepsPanel.Of(SomeRun.ReadOutMeasured, new ExitChoice(null, "there are no votes")).Figure(),
        ["calibration-readout"] = CalibrationPanel.Of(SomeRun.ReadOutMeasured).Figure(),
        ["front-one-value"] = FrontFigure.Of(SomeRun.Front("accuracy,steps", steps: 8)),
        ["compare"] = CompareFigure.Of([
            ("first", SomeRun.Result(0.95, 0.1, 1000)),
            ("second", SomeRun.Result(0.97, 0.12, 1400)),
            ("much the same", SomeRun.Result(0.9701, 0.1201, 1402)),
        ]),
        ["front"] = FrontFigure.Of(SomeRun.Front("accuracy,connections")),
        ["front-three"] = FrontFigure.Of(SomeRun.Front("accuracy,intensity,bytes")),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_figure_is_byte_for_byte_the_one_that_was_looked_at(string name)
    {
        string found = All[name].ToSvg();
        string path = Path.Combine(Folder(), $"{name}.svg");
        if (Environment.GetEnvironmentVariable("HNSG_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, found);
        }
        Assert.Equal(File.ReadAllText(path), found);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_figure_is_well_formed_titled_and_light_or_dark_or_left_to_the_page(string name)
    {
        Figure figure = All[name];
        string light = figure.ToSvg();
        string dark = figure.ToSvg(FigureTheme.Dark);
        string inline = figure.ToInlineSvg();
        XElement[] all = [.. new[] { light, dark, inline }.Select(svg => XElement.Parse(svg))];
        Assert.All(
            all,
            svg =>
                Assert.Equal(
                    all[0].Descendants().Count(e => Named(e, "text")),
                    svg.Descendants().Count(e => Named(e, "text"))
                )
        );
        Assert.All(all, svg => Assert.NotEqual("", svg.Elements().First(e => Named(e, "title")).Value));
        Assert.Contains(FigurePalette.Hex(Hue.Background, FigureTheme.Dark), dark);
        Assert.DoesNotContain(FigurePalette.Hex(Hue.Ink, FigureTheme.Light), dark);
        Assert.DoesNotContain(
            "#",
            inline.Replace("&#", "", StringComparison.Ordinal).Replace(">#", ">", StringComparison.Ordinal)
        );
        Assert.Contains("var(--", inline);
        Assert.DoesNotContain("NaN", light);
        Assert.DoesNotContain("∞", light);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_picture_has_its_size_and_the_same_bytes_each_time(string name)
    {
        NativeSkia.SkipWhereMissing();
        byte[] png = All[name].ToPng(FigureTheme.Dark, 1);
        Assert.Equal(All[name].Width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(All[name].Height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal(png, All[name].ToPng(FigureTheme.Dark, 1));
    }

    [Theory]
    [InlineData("loss", "mean loss (nats)", "epoch")]
    [InlineData("accuracy", "accuracy (%)", "epoch")]
    [InlineData("intensity", "spikes per neuron and step", "epoch")]
    [InlineData("scores", "connections", "|score|")]
    [InlineData("activity", "neurons", "firing intensity (spikes per step)")]
    [InlineData("steps", "accuracy (%)", "mean time steps used")]
    [InlineData("calibration", "accuracy (%)", "confidence: softmax of the votes (%)")]
    [InlineData("compare", "test accuracy (%)", "kept connections (%)")]
    [InlineData("front", "test accuracy (%)", "connections kept")]
    [InlineData("front-three", "spiking intensity (spikes per neuron and step)", "model file (bytes)")]
    [InlineData("confusion", "label", "answer")]
    public void Axes_are_labelled_with_units(string name, params string[] labels)
    {
        string[] texts =
        [
            .. XElement.Parse(All[name].ToSvg()).Descendants().Where(e => Named(e, "text")).Select(e => e.Value),
        ];
        Assert.All(labels, label => Assert.Contains(label, texts));
    }

    [Fact]
    public void Every_text_is_within_the_figure()
    {
        foreach ((string name, Figure figure) in All)
        {
            foreach (XElement text in XElement.Parse(figure.ToSvg()).Descendants().Where(e => Named(e, "text")))
            {
                double x = (double)text.Attribute("x")!;
                double width = new TextStyle(Hue.Ink, (double)text.Attribute("font-size")!).Width(text.Value);
                double left = (string?)text.Attribute("text-anchor") switch
                {
                    "end" => x - width,
                    "middle" => x - width / 2,
                    _ => x,
                };
                Assert.True(
                    left > -2 && left + width < figure.Width + 8,
                    $"{name}: '{text.Value}' at {left}…{left + width}"
                );
                Assert.InRange((double)text.Attribute("y")!, 8, figure.Height - 2);
            }
        }
    }

    [Fact]
    public void Runs_without_validation_and_without_epochs_are_drawn()
    {
        Assert.DoesNotContain(
            "validation",
            CurvePanels
                .Accuracy([.. SomeRun.History.Select(e => e with { ValidationAccuracy = null })])
                .Figure()
                .ToSvg()
        );
        Assert.DoesNotContain("NaN", CurvePanels.Loss([]).Figure().ToSvg());
        Assert.DoesNotContain("NaN", CurvePanels.Churn([SomeRun.History[0]]).Figure().ToSvg());
    }

    [Fact]
    public void A_moving_picture_shows_each_step_once_and_stays_on_the_last_where_nothing_moves()
    {
        XElement[] groups = [.. XElement.Parse(All["spikes"].ToSvg()).Descendants().Where(e => Named(e, "g"))];
        Assert.Equal(SomeRun.Network.Spec.Steps, groups.Length);
        Assert.All(groups.SkipLast(1), g => Assert.Equal("0", (string?)g.Attribute("opacity")));
        Assert.Equal("1", (string?)groups[^1].Attribute("opacity"));
        Assert.All(groups, g => Assert.Single(g.Elements(), e => Named(e, "animate")));
    }

    private static bool Named(XElement element, string name) => element.Name.LocalName == name;

    private static string Folder([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "Snapshots");
}
