using System.Security.Cryptography;
using Hnsg.Plots.Drawing;
using SkiaSharp;
using Xunit;

namespace Hnsg.Plots.Tests;

/// <summary>The font that pictures are written in.</summary>
public sealed class FigureFontTests
{
    private static readonly TextStyle Plain = new(Hue.Ink, 13);

    public static TheoryData<string> Names => [.. FigureTests.All.Keys];

    [Theory]
    [InlineData(FigureFont.Plain, "41ab0f707a2bfab8133ccdfcdab52282f5f79e5751f43a264805451c7bb95fb8")]
    [InlineData(FigureFont.Bold, "e8cbc2b88bc4268237ff5e251776d3c54edcb14e015a9e66e4883bde4b55f13f")]
    public void It_is_the_one_that_was_looked_at(string name, string hash)
    {
        using Stream font = FigureFont.Open(name);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(font)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_text_of_a_figure_has_its_letters_and_fits_the_room_made_for_it(string name)
    {
        var canvas = new RecordingCanvas();
        FigureTests.All[name].Draw(canvas);
        Assert.NotEmpty(canvas.Texts);
        foreach ((string text, TextStyle style) in canvas.Texts)
        {
            using SKFont font = FigureFont.Of(style);
            Assert.True(font.ContainsGlyphs(text), text);
            Assert.InRange(font.MeasureText(text), 0, 1.08 * style.Width(text));
        }
    }

    // The letters that figures have of users: names of classes, runs and data sets.
    [Fact]
    public void Letters_of_languages_written_in_Latin_Greek_and_Cyrillic_are_there()
    {
        using SKFont font = FigureFont.Of(Plain);
        Assert.True(font.ContainsGlyphs("ÀÉîõüßçøåÅşğıŁžőΑΩαβγθΘλμσБЖяё0123456789 ×−–…→≤≥±µ%()[]{}<>/\\|@#&*"));
    }

    [Theory]
    [InlineData(Anchor.Start, 100, 180)]
    [InlineData(Anchor.Middle, 60, 140)]
    [InlineData(Anchor.End, 20, 100)]
    internal void Text_leaves_ink_where_it_was_put(Anchor anchor, int left, int right)
    {
        using var canvas = new PngCanvas(200, 40, 1, FigureTheme.Light);
        canvas.Text(100, 25, "accuracy 9", Plain with { Anchor = anchor });
        using SKBitmap picture = SKBitmap.Decode(canvas.ToBytes());
        int inside = 0;
        int outside = 0;
        for (int y = 0; y < 40; y++)
        {
            for (int x = 0; x < 200; x++)
            {
                bool ink = picture.GetPixel(x, y) != picture.GetPixel(0, 0);
                bool here = x >= left && x < right && y is > 12 and < 32;
                inside += ink && here ? 1 : 0;
                outside += ink && !here ? 1 : 0;
            }
        }
        Assert.InRange(inside, 100, 800);
        Assert.Equal(0, outside);
    }
}
