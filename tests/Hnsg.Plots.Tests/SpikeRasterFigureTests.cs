using System.Buffers.Binary;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hnsg.Networks;
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
        byte[] png = Draw("a.png", Some.Network([100]), new() { PixelRatio = pixelRatio });
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
        Assert.Contains("hidden neuron", Texts(svg, "text"));
    }

    [Fact]
    public void Nothing_is_drawn_twice()
    {
        List<string> texts = Texts(Svg(Some.Network([100])), "text");
        Assert.Single(texts, "hidden neuron");
        Assert.Single(texts, "Votes");
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.SVG")]
    public void The_same_sample_makes_the_same_bytes(string name) =>
        Assert.Equal(Draw(name, Some.Network([100])), Draw(name, Some.Network([100])));

    [Fact]
    public void The_svg_is_tidy()
    {
        string text = System.Text.Encoding.UTF8.GetString(Draw("a.svg", Some.Network([100])));
        string[] ids = [.. Regex.Matches(text, " id=\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
        Assert.Equal(Enumerable.Range(1, ids.Length).Select(n => $"clip{n}"), ids);
        Assert.All(Regex.Matches(text, "url\\(#([^)]*)\\)"), m => Assert.Contains(m.Groups[1].Value, ids));
        Assert.DoesNotContain(", \"", text);
        Assert.Matches("""shape-rendering="crispEdges">\s*<path fill="#""", text);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.svg")]
    public void Light_and_dark_differ(string name) =>
        Assert.NotEqual(
            Draw(name, Some.Network([100])),
            Draw(name, Some.Network([100]), new() { Theme = FigureTheme.Dark })
        );

    [Fact]
    public void The_label_decides_whether_the_headline_says_correct()
    {
        HiddenNetwork network = Some.Network([100]);
        int answer = Inference.SpikeRecorder.Record(network, Some.Pixels()).Class;
        Assert.Contains(", correct", Headline(network, answer));
        Assert.Contains($", wrong: labelled {(answer + 1) % 4}", Headline(network, (answer + 1) % 4));
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
        Assert.NotEmpty(Draw("a.svg", network, new() { Width = 800, Height = 300 }));
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
    public void A_size_out_of_range_is_refused() =>
        Assert.Equal(
            "height",
            Assert.Throws<OptionException>(() => Draw("a.png", Some.Network([10]), new() { Height = 10 })).Option
        );

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Contains(
            "does not exist",
            Assert.Throws<InputException>(() => Draw("no/a.svg", Some.Network([10]))).Message
        );

    private byte[] Draw(string name, HiddenNetwork network, FigureStyle? style = null, int? label = null)
    {
        string path = Path.Combine(_folder, name);
        SpikeRasterFigure.Save(network, Some.Pixels(network.Spec.Inputs), path, style, label: label);
        return File.ReadAllBytes(path);
    }

    private XElement Svg(HiddenNetwork network, int? label = null)
    {
        using var stream = new MemoryStream(Draw("a.svg", network, label: label));
        return XElement.Load(stream);
    }

    private string Headline(HiddenNetwork network, int? label) => Texts(Svg(network, label), "title").Single();

    private static List<string> Texts(XElement svg, string name) =>
        [.. svg.Descendants().Where(e => e.Name.LocalName == name).Select(e => e.Value.Trim())];
}
