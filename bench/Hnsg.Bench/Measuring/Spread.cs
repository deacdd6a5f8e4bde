using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Hnsg.Bench.Measuring;

/// <summary>A repeated measurement in milliseconds.</summary>
internal sealed class Spread
{
    private readonly double[] _sorted;

    public Spread(IEnumerable<double> milliseconds) => _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    public double Median => At(0.5);

    public double Lowest => _sorted[0];

    /// <summary>Nine in ten are not longer.</summary>
    public double High => At(0.9);

    /// <summary>Times something again and again.</summary>
    /// <param name="repeat">How often.</param>
    /// <param name="work">What is timed.</param>
    /// <param name="before">What comes before each and is not timed.</param>
    public static Spread Of(int repeat, Action work, Action<int>? before = null)
    {
        var times = new double[repeat];
        for (int i = 0; i < repeat; i++)
        {
            before?.Invoke(i);
            long start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return new Spread(times);
    }

    /// <summary>The same for one of so many things that each measurement did.</summary>
    public Spread Over(int count) => new(_sorted.Select(time => time / count));

    /// <summary>Writes median, lowest and ninth decile.</summary>
    public void WriteTo(JsonObject json)
    {
        json["medianMs"] = Rounded(Median);
        json["lowestMs"] = Rounded(Lowest);
        json["highMs"] = Rounded(High);
    }

    public static double Rounded(double value) => Math.Round(value, 4);

    private double At(double quantile) => _sorted[(int)Math.Min(_sorted.Length - 1, quantile * _sorted.Length)];
}
