namespace Hnsg.Data.Digits;

/// <summary>Turns the points of a stroke into a smooth line.</summary>
internal static class StrokeCurve
{
    private const int Pieces = 7;

    /// <summary>Points along the stroke: a cubic through every point, with a kink at corners.</summary>
    public static List<(double X, double Y)> Trace(ReadOnlySpan<StrokePoint> stroke)
    {
        List<(double, double)> line = new((stroke.Length - 1) * Pieces + 1) { (stroke[0].X, stroke[0].Y) };
        for (int i = 0; i + 1 < stroke.Length; i++)
        {
            StrokePoint from = stroke[i];
            StrokePoint to = stroke[i + 1];
            // Catmull-Rom: the tangent at a point is half the way from the one before to the one after.
            StrokePoint before = i == 0 || from.Corner ? from : stroke[i - 1];
            StrokePoint after = i + 2 == stroke.Length || to.Corner ? to : stroke[i + 2];
            for (int piece = 1; piece <= Pieces; piece++)
            {
                double t = piece / (double)Pieces;
                line.Add((Cubic(before.X, from.X, to.X, after.X, t), Cubic(before.Y, from.Y, to.Y, after.Y, t)));
            }
        }
        return line;
    }

    private static double Cubic(double before, double from, double to, double after, double t)
    {
        double leave = 0.5 * (to - before);
        double arrive = 0.5 * (after - from);
        double t2 = t * t;
        double t3 = t2 * t;
        return from + leave * t + (3 * (to - from) - 2 * leave - arrive) * t2 + (leave + arrive - 2 * (to - from)) * t3;
    }
}
