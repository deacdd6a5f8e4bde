using Hnsg.Data;
using Hnsg.Networks;

namespace Hnsg.Measures;

/// <summary>A margin for early exit, and how it was chosen.</summary>
/// <param name="Margin">Votes of lead; null if none could be chosen.</param>
/// <param name="Description">On which samples it was chosen, or why none was, in words.</param>
public sealed record ExitChoice(int? Margin, string Description)
{
    /// <summary>Chooses a margin for a network on samples that it is not tested on.</summary>
    /// <param name="network">The network. One whose output neurons never spike has no votes, and gets no margin.</param>
    /// <param name="samples">Samples that are neither trained on nor tested on; null where there are none.</param>
    /// <param name="description">Which samples these are, or why there are none, in words.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one per core. The choice does not depend on it.</param>
    /// <param name="progress">Receives the number of samples done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static ExitChoice On(
        HiddenNetwork network,
        SampleSet? samples,
        string description,
        int? threads = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(description);
        if (network.Spec.ReadsMembranes)
        {
            return new ExitChoice(null, "the answer is read from membranes, so there are no votes");
        }
        return new ExitChoice(
            samples is null ? null : EarlyExit.Choose(Measurer.Run(network, samples, threads, progress, cancellation)),
            description
        );
    }

    /// <summary>What the margin comes to on the samples of a measurement; null without a margin.</summary>
    public EarlyExit? Of(Measurement measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        return Margin is { } margin ? measured.Exits.Single(exit => exit.Margin == margin) : null;
    }
}
