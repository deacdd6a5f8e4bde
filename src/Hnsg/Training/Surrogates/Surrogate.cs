namespace Hnsg.Training.Surrogates;

/// <summary>The derivative that stands in for that of a spike, backward only.</summary>
/// <remarks>A spike is a step of the membrane; its true derivative is zero almost everywhere, and nothing would be learnt.</remarks>
public abstract class Surrogate
{
    /// <summary>Makes a surrogate with a slope.</summary>
    /// <param name="slope">α, above 0 and finite.</param>
    /// <exception cref="OptionException">The slope is not above 0.</exception>
    private protected Surrogate(double slope)
    {
        if (!(slope > 0 && double.IsFinite(slope)))
        {
            throw new OptionException("slope", FormattableString.Invariant($"{slope} is not above 0"));
        }
        Slope = (float)slope;
    }

    /// <summary>α: greater is narrower, but for the boxcar and the triangle also higher.</summary>
    public float Slope { get; }

    /// <summary>σ′(z) of every element.</summary>
    /// <param name="distance">z = u − θ in real units.</param>
    /// <param name="derivative">σ′(z), of the same length; may be the same memory.</param>
    public abstract void Derivative(ReadOnlySpan<float> distance, Span<float> derivative);
}
