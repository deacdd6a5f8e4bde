namespace Hnsg.Training.Losses;

/// <summary>How wrong the output of a sample is, and what each output spike and membrane has to do with it.</summary>
internal abstract class Loss
{
    private static readonly (string Name, Func<double, Loss> Make)[] s_entries =
    [
        ("count-cross-entropy", smoothing => new CrossEntropyLoss(CrossEntropyLoss.Logit.Count, smoothing)),
        ("rate-cross-entropy", smoothing => new CrossEntropyLoss(CrossEntropyLoss.Logit.Rate, smoothing)),
        ("membrane-cross-entropy", smoothing => new CrossEntropyLoss(CrossEntropyLoss.Logit.MeanMembrane, smoothing)),
        ("rate-mse", smoothing => new RateSquaredLoss(smoothing)),
        ("first-spike-cross-entropy", smoothing => new FirstSpikeLoss(smoothing)),
    ];

    /// <summary>The names <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_entries.Select(entry => entry.Name)];

    /// <summary>Whether the loss sends gradient into the membrane itself and not only into spikes.</summary>
    public virtual bool UsesMembrane => false;

    /// <summary>A loss by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="smoothing">Label smoothing in [0, 1).</param>
    /// <exception cref="OptionException">The name is unknown or the smoothing out of range.</exception>
    public static Loss Create(string name, double smoothing)
    {
        if (!(smoothing >= 0 && smoothing < 1))
        {
            throw new OptionException("label-smoothing", FormattableString.Invariant($"{smoothing} is not in [0, 1)"));
        }
        foreach ((string known, Func<double, Loss> make) in s_entries)
        {
            if (known == name)
            {
                return make(smoothing);
            }
        }
        throw UnknownName.Error("loss", name, Names);
    }

    /// <summary>The loss of one sample and its gradients.</summary>
    /// <param name="output">What the output layer did.</param>
    /// <param name="target">Class.</param>
    /// <param name="scale">Multiplies the gradients: 1 / batch.</param>
    /// <param name="spikeGradient">δs, blocks × steps × width; lanes past the last class are 0 and stay so.</param>
    /// <param name="membraneGradient">Gradient into u, the same at every step, one a neuron; zeros on entry.</param>
    /// <returns>The loss, not scaled.</returns>
    public abstract double Evaluate(
        in OutputTrace output,
        int target,
        double scale,
        Span<float> spikeGradient,
        Span<float> membraneGradient
    );

    /// <summary>The target distribution's value for a class: 1 − ε on the target, ε spread over all.</summary>
    protected static double Target(bool isTarget, int classes, double smoothing) =>
        (isTarget ? 1 - smoothing : 0) + smoothing / classes;

    /// <summary>Writes the same gradient at every step.</summary>
    protected static void Spread(in OutputTrace output, int neuron, double gradient, Span<float> spikeGradient)
    {
        for (int t = 0; t < output.Steps; t++)
        {
            spikeGradient[output.Index(t, neuron)] = (float)gradient;
        }
    }
}
