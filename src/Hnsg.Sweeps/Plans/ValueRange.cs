using System.Globalization;
using Hnsg.Kernels;
using Hnsg.Randomness;
using Hnsg.Shared;

namespace Hnsg.Sweeps.Plans;

/// <summary>Where values of an option are drawn from.</summary>
/// <remarks>The value of a draw follows from the seed of the plan, the name of the option and the number of the draw alone.</remarks>
internal abstract class ValueRange
{
    /// <summary>A value as it is typed.</summary>
    /// <param name="key">The option's key.</param>
    /// <param name="layer">Place in a list of values by layer; 0 outside one.</param>
    /// <param name="draw">Which draw.</param>
    public string Draw(RandomKey key, int layer, int draw) => At(key.Uniform((uint)layer, (uint)draw));

    /// <summary>The value of a number.</summary>
    /// <param name="u">In [0, 1).</param>
    public abstract string At(double u);

    /// <summary>Uniform in [from, to]; five digits are kept, so that values can be read.</summary>
    public sealed class Real(double from, double to, bool log) : ValueRange
    {
        public override string At(double u)
        {
            double value = log
                ? PortableMath.Exp(PortableMath.Log(from) + u * (PortableMath.Log(to) - PortableMath.Log(from)))
                : from + u * (to - from);
            double rounded = double.Parse(
                value.ToString("G5", CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            );
            return Math.Clamp(rounded, from, to).ToString("R", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Whole numbers in [from, to], each as likely, or in log each octave as likely.</summary>
    public sealed class Whole(long from, long to, bool log) : ValueRange
    {
        public override string At(double u)
        {
            double value = log
                ? PortableMath.Exp(PortableMath.Log(from) + u * (PortableMath.Log(to + 1.0) - PortableMath.Log(from)))
                : from + u * (to - from + 1.0);
            return Math.Clamp((long)Math.Floor(value), from, to).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>One of several values, each as likely.</summary>
    public sealed class Choice(IReadOnlyList<string> values) : ValueRange
    {
        public override string At(double u) => values[(int)(u * values.Count)];
    }
}
