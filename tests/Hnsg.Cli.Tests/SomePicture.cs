using SkiaSharp;

namespace Hnsg.Cli.Tests;

/// <summary>PNG files to classify.</summary>
internal static class SomePicture
{
    /// <summary>Writes a grey picture; its folder is made.</summary>
    public static void Write(string path, int side, Func<int, int, byte> grey)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var picture = new SKBitmap(side, side, SKColorType.Gray8, SKAlphaType.Opaque);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                byte value = grey(x, y);
                picture.SetPixel(x, y, new SKColor(value, value, value));
            }
        }
        using SKData data = picture.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, data.ToArray());
    }
}
