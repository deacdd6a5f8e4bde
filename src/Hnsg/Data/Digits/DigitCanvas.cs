namespace Hnsg.Data.Digits;

/// <summary>Ink on a square of pixels: 0 is none, 1 is full.</summary>
internal sealed class DigitCanvas
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = 28;

    private readonly double[] _ink = new double[Side * Side];

    /// <summary>Draws one piece of a stroke with soft edges; ink that lies already is only ever darkened.</summary>
    public void Draw(in PenLine line)
    {
        double reach = Math.Max(line.Radius0, line.Radius1) + 1;
        int left = Clamp(Math.Floor(Math.Min(line.X0, line.X1) - reach));
        int right = Clamp(Math.Ceiling(Math.Max(line.X0, line.X1) + reach));
        int top = Clamp(Math.Floor(Math.Min(line.Y0, line.Y1) - reach));
        int bottom = Clamp(Math.Ceiling(Math.Max(line.Y0, line.Y1) + reach));
        double dx = line.X1 - line.X0;
        double dy = line.Y1 - line.Y0;
        double lengthSquared = dx * dx + dy * dy + 1e-12;
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double px = x - line.X0;
                double py = y - line.Y0;
                double along = Math.Clamp((px * dx + py * dy) / lengthSquared, 0, 1);
                double qx = px - along * dx;
                double qy = py - along * dy;
                double distance = Math.Sqrt(qx * qx + qy * qy);
                double radius = line.Radius0 + along * (line.Radius1 - line.Radius0);
                double ink = Math.Clamp(radius + 0.5 - distance, 0, 1);
                ref double pixel = ref _ink[y * Side + x];
                pixel = Math.Max(pixel, ink);
            }
        }
    }

    /// <summary>Takes the ink out of a rectangle.</summary>
    public void Erase(int left, int top, int width, int height)
    {
        for (int y = Math.Max(top, 0); y < Math.Min(top + height, Side); y++)
        {
            for (int x = Math.Max(left, 0); x < Math.Min(left + width, Side); x++)
            {
                _ink[y * Side + x] = 0;
            }
        }
    }

    /// <summary>Mixes every pixel with the mean of its four neighbours.</summary>
    /// <param name="amount">The neighbours' share, 0 to 1.</param>
    public void Blur(double amount)
    {
        double[] old = (double[])_ink.Clone();
        for (int y = 1; y < Side - 1; y++)
        {
            for (int x = 1; x < Side - 1; x++)
            {
                int i = y * Side + x;
                double around = old[i - 1] + old[i + 1] + old[i - Side] + old[i + Side];
                _ink[i] = (1 - amount) * old[i] + amount * 0.25 * around;
            }
        }
    }

    /// <summary>Writes the bytes; a faint trace of ink becomes exactly 0.</summary>
    public void Develop(double strength, double grain, ref DigitRandom random, Span<byte> pixels)
    {
        for (int i = 0; i < _ink.Length; i++)
        {
            double ink = _ink[i];
            if (ink < 0.03)
            {
                pixels[i] = 0;
                continue;
            }
            double value = 255 * strength * ink * (1 + grain * random.Between(-1, 1));
            pixels[i] = (byte)Math.Clamp(value + 0.5, 1, 255);
        }
    }

    private static int Clamp(double pixel) => (int)Math.Clamp(pixel, 0, Side - 1);
}
