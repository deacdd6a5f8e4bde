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
            "more packed pixels",
            Assert.Throws<InputException>(() => PngImage.Read(_folder.Put("x", png))).Message
        );
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
