using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Hnsg.Plots;

/// <summary>Ticks at round whole numbers.</summary>
internal static class RoundTicks
{
    /// <summary>Ticks at the multiples of 1, 2 or 5 times a power of ten that leave each label room.</summary>
    /// <param name="first">Where there is always a tick.</param>
    /// <param name="last">Where the last tick may be.</param>
    /// <param name="most">Number of labels there is room for.</param>
    public static ITickGenerator Between(int first, int last, double most)
    {
        int distance = Distance(last - first + 1, Math.Max(2, most));
        var ticks = new NumericManual();
        ticks.AddMajor(first, Label(first));
        for (int at = (first / distance + 1) * distance; at <= last; at += distance)
        {
            if (at - first >= distance / 2.0)
            {
                ticks.AddMajor(at, Label(at));
            }
        }
        return ticks;
    }

    private static int Distance(int length, double most)
    {
        for (int power = 1; ; power *= 10)
        {
            foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                if (length <= most * factor * power)
                {
                    return factor * power;
                }
            }
        }
    }

    private static string Label(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
