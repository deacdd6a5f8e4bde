using System.Buffers.Binary;
using System.Xml.Linq;
using Hnsg.Networks;
using Hnsg.Plots.Drawing;
using Hnsg.Plots.Raster;
using Xunit;

namespace Hnsg.Plots.Tests;

public sealed class SpikeRasterFigureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hnsg-plots-").FullName;

    public SpikeRasterFigureTests() => NativeSkia.SkipWhereMissing();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 1200, 450)]
    [InlineData(2, 2400, 900)]
    public void A_png_has_the_size_that_was_asked_for(int pixelRatio, int width, int height)
    {
        byte[] png = Of(Some.Network([100])).ToPng(pixelRatio: pixelRatio);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    [Fact]
    public void An_svg_is_well_formed_and_says_what_it_shows()
    {
        XElement svg = Svg(Some.Network([100]));
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal("0 0 1200 450", (string?)svg.Attribute("viewBox"));
        Assert.Contains("hidden firing intensity", Texts(svg, "title").Single());
        Assert.Contains("time step", Texts(svg, "text"));
        Assert.Contains("output spikes", Texts(svg, "text"));
    }

    [Fact]
    public void Nothing_is_drawn_twice()
    {
        List<string> texts = Texts(Svg(Some.Network([100])), "text");
        Assert.Single(texts, "Input");
        Assert.Single(texts, "Votes");
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.SVG")]
    public void The_same_sample_makes_the_same_bytes(string name) =>
        Assert.Equal(Draw(name, Some.Network([100])), Draw(name, Some.Network([100])));

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.svg")]
    public void Light_and_dark_differ(string name) =>
        Assert.NotEqual(Draw(name, Some.Network([100])), Draw(name, Some.Network([100]), FigureTheme.Dark));

    [Fact]
    public void The_label_decides_whether_the_headline_says_correct()
    {
        HiddenNetwork network = Some.Network([100]);
        int answer = Engine.SpikeRecorder.Record(network, Some.Pixels()).Class;
        Assert.Contains(", correct", Headline(network, answer));
        Assert.Contains($", wrong: the label is {(answer + 1) % 4}", Headline(network, (answer + 1) % 4));
        Assert.DoesNotContain("correct", Headline(network, null));
    }

    [Fact]
    public void Class_names_are_written_even_when_they_look_like_xml()
    {
        var metadata = new ModelMetadata { Classes = ["a & b", "<b>", "\"c\"", "d, "] };
        List<string> texts = Texts(Svg(Some.Network([100], metadata: metadata)), "text");
        Assert.All(metadata.Classes, name => Assert.Contains(name.Trim(), texts));
    }

    public static TheoryData<int[], int, int, int, InputEncoding> Shapes =>
        new()
        {
            { [], 64, 4, 8, InputEncoding.Direct },
            { [30, 20], 64, 4, 8, InputEncoding.Direct },
            { [9, 9, 9, 9, 9], 7, 2, 1, InputEncoding.Direct },
            { [70], 100, 100, 250, InputEncoding.Rate },
            { [1], 1, 1, 1, InputEncoding.Rate },
            { [200], 2000, 10, 20, InputEncoding.Direct },
        };

    [Theory, MemberData(nameof(Shapes))]
    public void Networks_of_any_shape_are_drawn(
        int[] hidden,
        int inputs,
        int classes,
        int steps,
        InputEncoding encoding
    )
    {
        HiddenNetwork network = Some.Network(hidden, inputs, classes, steps, encoding);
        Assert.NotEmpty(Draw("a.png", network));
        Assert.NotEmpty(Draw("a.svg", network, FigureTheme.Dark));
    }

    [Theory]
    [InlineData("figure.gif")]
    [InlineData("figure")]
    public void An_unknown_ending_is_refused(string name)
    {
        var error = Assert.Throws<OptionException>(() => Draw(name, Some.Network([10])));
        Assert.Contains(".png or .svg", error.Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_pixel_ratio_out_of_range_is_refused() =>
        Assert.Equal(
            "pixel-ratio",
            Assert.Throws<OptionException>(() => Of(Some.Network([10])).ToPng(pixelRatio: 5)).Option
        );

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Contains(
            "does not exist",
            Assert.Throws<InputException>(() => Draw("no/a.svg", Some.Network([10]))).Message
        );

    private static Figure Of(HiddenNetwork network, int? label = null) =>
        SpikeRasterFigure.Of(network, Some.Pixels(network.Spec.Inputs), label: label);

    private byte[] Draw(string name, HiddenNetwork network, FigureTheme theme = FigureTheme.Light)
    {
        string path = Path.Combine(_folder, name);
        Of(network).Save(path, theme);
        return File.ReadAllBytes(path);
    }

    private static XElement Svg(HiddenNetwork network, int? label = null) => XElement.Parse(Of(network, label).ToSvg());

    private static string Headline(HiddenNetwork network, int? label) => Texts(Svg(network, label), "title").Single();

    private static List<string> Texts(XElement svg, string name) =>
        [.. svg.Descendants().Where(e => e.Name.LocalName == name).Select(e => e.Value.Trim())];
}
