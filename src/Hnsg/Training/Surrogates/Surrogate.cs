namespace Hnsg.Training.Surrogates;

/// <summary>The derivative that stands in for that of a spike, backward only.</summary>
/// <remarks>A spike is a step of the membrane; its true derivative is zero almost everywhere, and nothing would be learnt.</remarks>
internal abstract class Surrogate
{
    /// <summary>Makes a surrogate with a slope.</summary>
    /// <param name="slope">α, in (0, 10⁶] as a float: a greater one could overflow in the formulas.</param>
    /// <exception cref="OptionException">The slope is out of range.</exception>
    private protected Surrogate(double slope)
    {
        Slope = (float)slope;
        if (!(Slope > 0 && Slope <= 1e6f))
        {
            throw new OptionException("slope", FormattableString.Invariant($"{slope} is not in (0, 1000000]"));
        }
    }

    /// <summary>α: greater is narrower, and for atan, sigmoid and boxcar also higher; straight-through has no use for it.</summary>
    public float Slope { get; }

    /// <summary>σ′(z) of every element.</summary>
    /// <param name="distance">z = u − θ in real units.</param>
    /// <param name="derivative">σ′(z), of the same length; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Derivative(ReadOnlySpan<float> distance, Span<float> derivative)
    {
        if (derivative.Length != distance.Length)
        {
            throw new ArgumentException(
                $"There is room for {derivative.Length} derivatives, but there are {distance.Length} distances.",
                nameof(derivative)
            );
        }
        Fill(distance, derivative);
    }

    private protected abstract void Fill(ReadOnlySpan<float> distance, Span<float> derivative);
}
