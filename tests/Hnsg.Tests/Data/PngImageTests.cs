using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public sealed class PngImageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_grey_pixels_as_they_are()
    {
        string path = _folder.Put("x", SomeData.Png(3, 2, (x, y) => (byte)(100 * y + x)));
        Assert.Equal([0, 1, 2, 100, 101, 102], PngImage.Read(path, 3, 2).ToArray());
        PngImage image = PngImage.Read(path);
        Assert.Equal((3, 2), (image.Width, image.Height));
    }

    [Fact]
    public void Turns_colours_into_grey()
    {
        byte[] rows = [0, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0];
        byte[] grey = PngImage.Read(_folder.Put("x", SomeData.Png(4, 1, colourType: 2, rows)), 4, 1).ToArray();
        Assert.Equal((255, 0), (grey[0], grey[1]));
        Assert.InRange(grey[2], 70, 82);
        Assert.InRange(grey[3], 144, 155);
    }

    [Fact]
    public void Another_size_is_never_resized()
    {
        string path = _folder.Put("x", SomeData.Png(3, 2, (_, _) => 0));
        InputException error = Assert.Throws<InputException>(() => PngImage.Read(path, 28, 28));
        Assert.Contains("3 × 2", error.Message);
        Assert.Contains("28 × 28", error.Message);
    }

    [Fact]
    public void A_missing_file_is_an_input_error() =>
        Assert.Throws<InputException>(() => PngImage.Read(_folder["nothing.png"]));

    [Fact]
    public void A_folder_is_an_input_error() => Assert.Throws<InputException>(() => PngImage.Read(_folder.Path));

    [Fact]
    public void Another_format_is_said_to_be_no_png() =>
        Assert.Contains(
            "signature",
            Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", "GIF89a"u8.ToArray()))).Message
        );

    [Fact]
    public void A_huge_picture_is_refused_before_it_is_decoded()
    {
        byte[] png = SomeData.PngOfPacked(60_000, 60_000, 0, SomeData.Zlib(new byte[100]));
        Assert.Contains(
            "60000 × 60000",
            Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", png))).Message
        );
    }

    [Fact]
    public void A_bomb_of_packed_pixels_is_refused()
    {
        byte[] png = SomeData.PngOfPacked(2, 2, 0, SomeData.Zlib(new byte[20_000_000]));
        Assert.Contains(
            "more compressed pixels",
            Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", png))).Message
        );
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(28, 0)]
    [InlineData(255, 6)]
    public void What_unpacks_to_more_than_its_size_is_refused_before_it_is_unpacked(int side, byte colour)
    {
        byte[] packed = SomeData.Zlib(new byte[side == 1 ? 2_000_000 : 20_000_000]);
        string path = _folder.Put("x", SomeData.PngOfPacked(side, side, colour, packed));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more", Assert.Throws<InputException>(() => PngImage.Read(path)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Too_few_pixels_are_an_error_that_says_how_many_there_are()
    {
        byte[] png = SomeData.PngOfPacked(28, 28, 0, SomeData.Zlib(new byte[29 * 27]));
        Assert.Contains(
            "783 bytes of pixels, but its size needs 812",
            Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", png))).Message
        );
    }

    [Theory]
    [InlineData(7, 8)]
    [InlineData(0, 3)]
    [InlineData(2, 4)]
    public void Formats_that_there_are_not_are_an_error(byte colour, byte depth)
    {
        byte[] png = SomeData.PngOfPacked(2, 2, colour, SomeData.Zlib(new byte[18]), depth);
        Assert.Contains(
            $"colour type {colour}, bit depth {depth}",
            Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", png))).Message
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void Interlaced_pictures_are_read(int side)
    {
        // Seven passes of rows, each with its filter byte; all pixels are the same.
        int rows = 0;
        foreach (
            (int x, int y, int dx, int dy) in ((int, int, int, int)[])
                [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        )
        {
            (int columns, int lines) = (Math.Max(0, (side - x + dx - 1) / dx), Math.Max(0, (side - y + dy - 1) / dy));
            rows += columns == 0 ? 0 : lines * (columns + 1);
        }
        byte[] png = SomeData.PngOfPacked(side, side, 0, SomeData.Zlib(new byte[rows]), interlace: 1);
        Assert.Equal(new byte[side * side], PngImage.Read(_folder.Put("x", png), side, side).ToArray());
        byte[] cut = SomeData.PngOfPacked(side, side, 0, SomeData.Zlib(new byte[rows - 1]), interlace: 1);
        Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", cut)));
    }

    [Theory]
    [InlineData("black ink", 0, new byte[] { 0, 128, 255 })]
    [InlineData("dark ink", 40, new byte[] { 0, 128, 255 })]
    [InlineData("white ink", 255, new byte[] { 0, 128, 255 })]
    [InlineData("grey ink", 200, new byte[] { 0, 100, 200 })]
    public void Ink_on_a_transparent_ground_is_light_on_dark(string ink, byte grey, byte[] expected)
    {
        byte[] rows = [0, grey, 0, grey, 128, grey, 255];
        byte[] png = SomeData.Png(3, 1, colourType: 4, rows);
        Assert.True(expected.SequenceEqual(PngImage.Read(_folder.Put("x", png), 3, 1).ToArray()), ink);
    }

    [Fact]
    public void An_opaque_picture_stays_as_it_is_however_dark() =>
        Assert.Equal(
            [0, 10, 20],
            PngImage.Read(_folder.Put("x", SomeData.Png(3, 1, 4, [0, 0, 255, 10, 255, 20, 255])), 3, 1).ToArray()
        );

    [Theory]
    [InlineData("", "empty")]
    [InlineData("<!DOCTYPE html>", "web page")]
    [InlineData("PK\u0003\u0004", "ZIP")]
    public void What_a_file_is_instead_is_said(string content, string kind) =>
        Assert.Contains(
            kind,
            Assert
                .Throws<InputException>(() =>
                    PngImage.Read(_folder.Put("x", System.Text.Encoding.ASCII.GetBytes(content)))
                )
                .Message
        );

    [Fact]
    public void A_broken_link_is_said_to_be_one()
    {
        File.CreateSymbolicLink(_folder["x.png"], _folder["gone.png"]);
        string message = Assert.Throws<InputException>(() => PngImage.Read(_folder["x.png"])).Message;
        Assert.Contains($"a link to {_folder["gone.png"]}", message);
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_an_error()
    {
        byte[] whole = SomeData.Png(5, 4, (x, y) => (byte)(x * 40 + y));
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", whole[..i])));
            byte[] changed = [.. whole];
            changed[i] ^= 0x10;
            Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", changed)));
        }
    }

    [Fact]
    public void Damaged_pixels_under_right_checksums_are_an_error_or_read()
    {
        byte[] packed = SomeData.Zlib([
            .. Enumerable.Range(0, 29 * 28).Select(i => (byte)(i % 29 == 0 ? i % 5 : i * i)),
        ]);
        for (int i = 0; i < packed.Length; i++)
        {
            byte[] changed = [.. packed];
            changed[i] ^= (byte)(1 << (i % 8));
            try
            {
                PngImage.Read(_folder.Put("x", SomeData.PngOfPacked(28, 28, 0, changed)));
            }
            catch (InputException) { }
        }
    }
}
