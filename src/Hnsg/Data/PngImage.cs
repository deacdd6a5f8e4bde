using StbImageSharp;

namespace Hnsg.Data;

/// <summary>Reads a PNG file as grey bytes.</summary>
/// <remarks>
/// Any colour type and bit depth is turned into 8-bit grey (0 = black, the background); transparency is ignored. A
/// picture is never resized, since a silent resize would change what a network sees.
/// </remarks>
public sealed record PngImage
{
    /// <summary>Pixels in a row.</summary>
    public required int Width { get; init; }

    /// <summary>Rows; width × height is at most 65,535.</summary>
    public required int Height { get; init; }

    /// <summary>width × height grey values, row by row.</summary>
    public required ReadOnlyMemory<byte> Pixels { get; init; }

    /// <summary>Reads a picture of any size.</summary>
    /// <param name="path">The PNG file.</param>
    /// <exception cref="InputException">The file is missing, unreadable, damaged, too large, or no PNG.</exception>
    public static PngImage Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes = ReadBytes(path);
        (int width, int height) = PngStructure.Check(path, bytes);
        try
        {
            ImageResult image = ImageResult.FromMemory(bytes, ColorComponents.Grey);
            if (image.Width != width || image.Height != height || image.Data.Length != width * height)
            {
                throw new InvalidOperationException("the decoder gave another size than the header says");
            }
            return new PngImage
            {
                Width = width,
                Height = height,
                Pixels = image.Data,
            };
        }
        // The decoder throws what it comes across, also index errors, on data that are damaged.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InputException(
                path,
                $"the packed pixels cannot be decoded ({e.Message}). Save the picture again as PNG.",
                e
            );
        }
    }

    /// <summary>Reads a picture that must have this size.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="width">Pixels in a row that are wanted.</param>
    /// <param name="height">Rows that are wanted.</param>
    /// <returns>width × height grey values, row by row.</returns>
    /// <exception cref="InputException">As for any picture, and where the size is another.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int width, int height)
    {
        PngImage image = Read(path);
        if (image.Width != width || image.Height != height)
        {
            throw new InputException(
                path,
                $"the picture has {image.Width} × {image.Height} pixels, and {width} × {height} were expected. "
                    + "Resize it first; it is not done silently, since it changes what the network sees."
            );
        }
        return image.Pixels;
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > PngStructure.MaxFile)
            {
                throw new InputException(
                    path,
                    $"has {file.Length:N0} bytes, and a PNG of at most {PngStructure.MaxFile:N0} was expected."
                );
            }
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "there is no such file. Check the path.", e);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException(path, $"cannot be read: {e.Message}", e);
        }
    }
}
