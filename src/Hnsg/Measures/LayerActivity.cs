namespace Hnsg.Measures;

/// <summary>How much the neurons of a layer spike.</summary>
public sealed record LayerActivity
{
    /// <summary>A neuron that spikes at more than this fraction of all steps is saturated: it responds the same to every sample.</summary>
    public const double SaturatedAbove = 0.95;

    /// <summary>Number of the layer, from 1; the output is the last.</summary>
    public required int Layer { get; init; }

    /// <summary>Whether its neurons can spike; false for output neurons that are read by their membrane.</summary>
    /// <value>Default true. If false, no neuron counts as dead.</value>
    public bool Spikes { get; init; } = true;

    /// <summary>Number of neurons.</summary>
    public int Neurons => NeuronIntensity.Count;

    /// <summary>Spikes / (neurons × steps), mean over samples.</summary>
    public double Intensity => NeuronIntensity.Average();

    /// <summary>Spikes / steps of each neuron, mean over samples, in 0…1.</summary>
    public required IReadOnlyList<double> NeuronIntensity { get; init; }

    /// <summary>Neurons that did not spike in any sample.</summary>
    public int Dead => !Spikes ? 0 : NeuronIntensity.Count(intensity => intensity == 0);

    /// <summary>Neurons above <see cref="SaturatedAbove"/>.</summary>
    public int Saturated => NeuronIntensity.Count(intensity => intensity > SaturatedAbove);

    /// <summary>The intensity below which a fraction of the neurons lies: nearest rank.</summary>
    /// <param name="fraction">In 0…1; 0.5 is the median.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not in 0…1.</exception>
    public double Quantile(double fraction)
    {
        if (!(fraction is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "It is not in 0…1.");
        }
        double[] sorted = [.. NeuronIntensity.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(fraction * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
