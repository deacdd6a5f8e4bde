using System.Globalization;
using Hnsg.Kernels;
using Hnsg.Shared;

namespace Hnsg.Plots.Drawing;

/// <summary>An axis: a range, a label with its unit, and ticks at round numbers.</summary>
/// <param name="Label">What is along it, with the unit in brackets where it has one.</param>
/// <param name="Min">Where it begins.</param>
/// <param name="Max">Where it ends; above <paramref name="Min"/>.</param>
internal sealed record Axis(string Label, double Min, double Max)
{
    /// <summary>Whether ticks are only at whole numbers.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether equal distances are equal ratios; <see cref="Min"/> is then above 0.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether there are ticks at all.</summary>
    public bool Ticked { get; init; } = true;

    /// <summary>An axis around values, with a little room, that begins at 0 where that is near.</summary>
    public static Axis Around(string label, IEnumerable<double> values, double? from = null, double? to = null)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double min = from ?? (finite.Length == 0 ? 0 : finite.Min());
        double max = to ?? (finite.Length == 0 ? 1 : finite.Max());
        // Values that are all the same, or nearly so, are a point in the middle, not a span of rounding errors.
        double room = max - min > Math.Abs(max) * 1e-5 ? (max - min) * 0.06 : Math.Abs(max) * 0.01;
        room = room > 0 ? room : 1;
        min = from ?? (min >= 0 && min < 0.4 * max ? 0 : min - room);
        max = to ?? max + room;
        return new Axis(label, min, max > min ? max : min + 1);
    }

    /// <summary>A logarithmic axis around values above 0, with a little room.</summary>
    public static Axis Decades(string label, double least, double most) =>
        new(label, least / 1.15, most * 1.15) { Logarithmic = true };

    /// <summary>Where a value is: 0 at the beginning, 1 at the end.</summary>
    public double Part(double value) =>
        Logarithmic
            ? (PortableMath.Log(value) - PortableMath.Log(Min)) / (PortableMath.Log(Max) - PortableMath.Log(Min))
            : (value - Min) / (Max - Min);

    /// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten; on a logarithmic axis at 1, 2 and 5 times each power.</summary>
    /// <param name="most">Number of labels there is room for.</param>
    public IReadOnlyList<(double At, string Label)> Ticks(double most)
    {
        if (!Ticked)
        {
            return [];
        }
        if (Logarithmic)
        {
            (double, string)[] all = [.. DecadeTicks([1, 2, 5])];
            return all.Length <= most ? all : [.. DecadeTicks([1])];
        }
        (double distance, int decimals) = Distance((Max - Min) / Math.Max(1.5, most));
        var ticks = new List<(double, string)>();
        for (double n = Math.Ceiling(Min / distance - 1e-9); n * distance <= Max + distance * 1e-9; n++)
        {
            double at = Math.Round(n * distance, decimals + 1) + 0.0; // and not −0
            ticks.Add((at, at.ToString("N" + decimals, CultureInfo.InvariantCulture)));
        }
        return ticks;
    }

    private IEnumerable<(double At, string Label)> DecadeTicks(int[] factors)
    {
        for (int exponent = -12; exponent <= 15; exponent++)
        {
            double power = double.Parse($"1e{exponent}", CultureInfo.InvariantCulture);
            foreach (double at in factors.Select(factor => factor * power).Where(at => at >= Min && at <= Max))
            {
                yield return (at, at.ToString("N" + Math.Max(0, -exponent), CultureInfo.InvariantCulture));
            }
        }
    }

    // Powers of ten by multiplication: the platform's pow need not give the same bits everywhere.
    private (double Distance, int Decimals) Distance(double least)
    {
        double power = 1;
        int decimals = 0;
        if (!Whole)
        {
            while (power > least && decimals < 12)
            {
                power /= 10;
                decimals++;
            }
        }
        for (; ; power *= 10, decimals = Math.Max(0, decimals - 1))
        {
            foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                if (factor * power >= least)
                {
                    return (factor * power, decimals);
                }
            }
        }
    }
}
