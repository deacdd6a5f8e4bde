using Hnsg.Randomness;

namespace Hnsg.Data.Digits;

/// <summary>Writes one digit as if by hand.</summary>
internal static class DigitWriter
{
    private const double Centre = (DigitCanvas.Side - 1) / 2.0;

    /// <summary>Draws a digit; the picture is a function of the digit and the key alone.</summary>
    public static void Write(int digit, RandomKey key, Span<byte> pixels)
    {
        DigitRandom random = new(key);
        StrokePoint[][][] ways = DigitShapes.Ways(digit);
        StrokePoint[][] way = ways[random.Below(ways.Length)];
        DigitHand hand = new(ref random);
        List<List<(double X, double Y)>> strokes = new(way.Length);
        foreach (StrokePoint[] stroke in way)
        {
            StrokePoint[] placed = new StrokePoint[stroke.Length];
            for (int i = 0; i < stroke.Length; i++)
            {
                placed[i] = hand.Place(stroke[i], ref random);
            }
            strokes.Add(StrokeCurve.Trace(placed));
        }
        DigitCanvas canvas = new();
        Draw(strokes, canvas, ref random);
        Spoil(canvas, ref random);
        canvas.Develop(random.Between(0.72, 1.15), random.Between(0, 0.2), ref random, pixels);
    }

    // The digit is scaled to a box of about 20 pixels, as in MNIST, and put near the middle.
    private static void Draw(List<List<(double X, double Y)>> strokes, DigitCanvas canvas, ref DigitRandom random)
    {
        (double minX, double minY, double maxX, double maxY) = Box(strokes);
        double side = Math.Max(maxY - minY, maxX - minX);
        double scale = random.Between(15.5, 20.5) / side;
        double offsetX = Centre + random.Between(-2, 2) - scale * 0.5 * (minX + maxX);
        double offsetY = Centre + random.Between(-2, 2) - scale * 0.5 * (minY + maxY);
        double radius = random.Between(0.65, 1.4);
        double pressure = random.Normal(0, 0.18);
        foreach (List<(double X, double Y)> stroke in strokes)
        {
            double step = 1.0 / (stroke.Count - 1);
            for (int i = 0; i + 1 < stroke.Count; i++)
            {
                canvas.Draw(
                    new PenLine(
                        offsetX + scale * stroke[i].X,
                        offsetY + scale * stroke[i].Y,
                        offsetX + scale * stroke[i + 1].X,
                        offsetY + scale * stroke[i + 1].Y,
                        radius * (1 + pressure * (2 * i * step - 1)),
                        radius * (1 + pressure * (2 * (i + 1) * step - 1))
                    )
                );
            }
        }
    }

    // What a scan does: a blot of missing ink, a soft focus.
    private static void Spoil(DigitCanvas canvas, ref DigitRandom random)
    {
        if (random.Chance(0.12))
        {
            int width = 2 + random.Below(4);
            int height = 2 + random.Below(4);
            canvas.Erase(5 + random.Below(18 - width), 4 + random.Below(20 - height), width, height);
        }
        if (random.Chance(0.3))
        {
            canvas.Blur(random.Between(0.1, 0.5));
        }
    }

    private static (double MinX, double MinY, double MaxX, double MaxY) Box(List<List<(double X, double Y)>> strokes)
    {
        (double minX, double minY) = strokes[0][0];
        (double maxX, double maxY) = (minX, minY);
        foreach ((double x, double y) in strokes.SelectMany(stroke => stroke))
        {
            minX = Math.Min(minX, x);
            maxX = Math.Max(maxX, x);
            minY = Math.Min(minY, y);
            maxY = Math.Max(maxY, y);
        }
        return (minX, minY, maxX, maxY);
    }
}
