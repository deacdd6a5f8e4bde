using Hnsg.Randomness;
using Hnsg.Training.Augmentation;

namespace Hnsg.Tests.Training.Augmentation;

/// <summary>What <see cref="Warp"/> computes, in double precision and one pixel after the other.</summary>
internal static class SlowWarp
{
    private const int Spacing = 7;

    public static byte[] Run(
        byte[] picture,
        int width,
        int height,
        (int X, int Y) shift,
        WarpOptions options,
        RandomKey key,
        uint sample
    )
    {
        ulong turn = key.Draw(sample, 0);
        double angle = Signed((uint)turn) * options.Rotate * Math.PI / 180;
        ulong zoom = key.Draw(sample, 1);
        double byX = 1 + Signed((uint)zoom) * options.Zoom;
        double byY = 1 + Signed((uint)(zoom >> 32)) * options.Zoom;
        byX = options.Flip && turn >> 63 == 1 ? -byX : byX;
        int across = (width - 1) / Spacing + 4;
        var warped = new byte[picture.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double fromX = x - (width - 1) / 2.0;
                double fromY = y - (height - 1) / 2.0;
                double atX = byX * (Math.Cos(angle) * fromX - Math.Sin(angle) * fromY) + (width - 1) / 2.0 - shift.X;
                double atY = byY * (Math.Cos(angle) * fromY + Math.Sin(angle) * fromX) + (height - 1) / 2.0 - shift.Y;
                // Nested four times four control points around the pixel.
                for (int j = 0; j < 4; j++)
                {
                    for (int i = 0; i < 4; i++)
                    {
                        uint point = (uint)((y / Spacing + j) * across + x / Spacing + i);
                        ulong moved = key.Draw(sample, point + 2);
                        double weight = Spline(x, i) * Spline(y, j) * options.Elastic;
                        atX += weight * Signed((uint)moved);
                        atY += weight * Signed((uint)(moved >> 32));
                    }
                }
                warped[y * width + x] = (byte)Math.Round(At(picture, width, height, atX, atY));
            }
        }
        return warped;
    }

    // The cubic B-spline by its distance from the control point.
    private static double Spline(int pixel, int tap)
    {
        double distance = Math.Abs(pixel % Spacing / (double)Spacing + 1 - tap);
        return distance < 1 ? 2 / 3.0 - distance * distance + distance * distance * distance / 2
            : distance < 2 ? Math.Pow(2 - distance, 3) / 6
            : 0;
    }

    private static double At(byte[] picture, int width, int height, double x, double y)
    {
        int left = (int)Math.Floor(x);
        int top = (int)Math.Floor(y);
        double Pixel(int px, int py) => px >= 0 && px < width && py >= 0 && py < height ? picture[py * width + px] : 0;
        return (Pixel(left, top) * (left + 1 - x) + Pixel(left + 1, top) * (x - left)) * (top + 1 - y)
            + (Pixel(left, top + 1) * (left + 1 - x) + Pixel(left + 1, top + 1) * (x - left)) * (y - top);
    }

    private static double Signed(uint bits) => (int)bits / 2147483648.0;
}
