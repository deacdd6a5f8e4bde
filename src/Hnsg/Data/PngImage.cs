using Hnsg.Disk;
using StbImageSharp;

namespace Hnsg.Data;

/// <summary>Reads a PNG file as grey bytes.</summary>
/// <remarks>
/// Any colour type and bit depth is converted to 8-bit grey (0 = black, the background). A transparent picture is put on
/// black. If its ink is too dark to be seen there, such as black ink, its opacity is used instead. A picture is
/// never resized, since a silent resize would change what a network sees.
/// </remarks>
public sealed record PngImage
{
    // A quarter of the range.
    private const int DarkBelow = 64;

    /// <summary>Pixels in a row.</summary>
    public required int Width { get; init; }

    /// <summary>Rows; width × height is at most 65,535.</summary>
    public required int Height { get; init; }

    /// <summary>width × height grey values, row by row.</summary>
    public required ReadOnlyMemory<byte> Pixels { get; init; }

    /// <summary>Reads a picture of any size.</summary>
    /// <param name="path">The PNG file.</param>
    /// <exception cref="InputException">The file is missing, unreadable, damaged, too large, or not a PNG.</exception>
    public static PngImage Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        ReadOnlyMemory<byte> bytes = InputFile.Read(path, PngStructure.MaxFile, "a PNG picture that can be read");
        (int width, int height) = PngStructure.Check(path, bytes.Span);
        try
        {
            ImageResult image = ImageResult.FromMemory(bytes.ToArray(), ColorComponents.GreyAlpha);
            if (image.Width != width || image.Height != height || image.Data.Length != 2 * width * height)
            {
                throw new InvalidOperationException("the decoder's size differs from the header's");
            }
            return new PngImage
            {
                Width = width,
                Height = height,
                Pixels = OnBlack(image.Data),
            };
        }
        // The decoder throws what it comes across, also index errors, on data that are damaged.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InputException(
                path,
                $"the compressed pixels cannot be decoded ({e.Message}). Save the picture as PNG again.",
                e
            );
        }
    }

    /// <summary>Reads a picture that must have this size.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <returns>width × height grey values, row by row.</returns>
    /// <exception cref="InputException">As for any picture, or the size differs.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int width, int height)
    {
        PngImage image = Read(path);
        if (image.Width != width || image.Height != height)
        {
            throw new InputException(
                path,
                $"the picture has {image.Width} × {image.Height} pixels, but the network needs {width} × {height}. "
                    + "Resize it first. Hnsg does not, because resizing changes what the network sees."
            );
        }
        return image.Pixels;
    }

    // From pairs of grey and alpha.
    private static byte[] OnBlack(ReadOnlySpan<byte> pairs)
    {
        var pixels = new byte[pairs.Length / 2];
        int brightest = 0;
        (int least, int most) = (255, 0);
        for (int i = 0; i < pixels.Length; i++)
        {
            int alpha = pairs[2 * i + 1];
            pixels[i] = (byte)((pairs[2 * i] * alpha + 127) / 255);
            brightest = Math.Max(brightest, pixels[i]);
            (least, most) = (Math.Min(least, alpha), Math.Max(most, alpha));
        }
        if (least < most && brightest < DarkBelow)
        {
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = pairs[2 * i + 1];
            }
        }
        return pixels;
    }
}
