namespace Hnsg.Training.Options;

/// <summary>The kept fraction over the training: constant, or from 1 down to k by a cubic.</summary>
/// <remarks>
/// k(t) = k + (1 − k)·(1 − t/u)³ up to the step u, then k. Zhu and Gupta 2017 (arXiv 1710.01878), as biprop uses it to
/// prune step by step.
/// </remarks>
internal sealed class KeepSchedule
{
    private readonly bool _cubic;
    private readonly double _until;

    /// <summary>Makes the schedule of a run.</summary>
    /// <param name="options">Schedule and scope.</param>
    /// <param name="steps">Steps of the training.</param>
    /// <exception cref="OptionException">A name is unknown or a value out of range.</exception>
    public KeepSchedule(TrainingOptions options, long steps)
    {
        _cubic = options.KeepSchedule switch
        {
            "constant" => false,
            "cubic" => true,
            _ => throw UnknownName.Error("keep-schedule", options.KeepSchedule, Names),
        };
        OfNetwork = options.KeepScope switch
        {
            "layer" => false,
            "network" => true,
            _ => throw UnknownName.Error("keep-scope", options.KeepScope, Scopes),
        };
        if (!(options.KeepUntil > 0 && options.KeepUntil <= 1))
        {
            throw new OptionException(
                "keep-until",
                FormattableString.Invariant($"{options.KeepUntil} is not in (0, 1]")
            );
        }
        _until = options.KeepUntil * steps;
    }

    /// <summary>The names of the schedules.</summary>
    public static IReadOnlyList<string> Names { get; } = ["constant", "cubic"];

    /// <summary>The names of the scopes.</summary>
    public static IReadOnlyList<string> Scopes { get; } = ["layer", "network"];

    /// <summary>Whether the top k are those of all layers together.</summary>
    public bool OfNetwork { get; }

    /// <summary>Whether every layer keeps its own fraction from the first step on.</summary>
    public bool IsPlain => !_cubic && !OfNetwork;

    /// <summary>The kept fraction at a step.</summary>
    /// <param name="keep">k, where it ends.</param>
    /// <param name="step">From 0.</param>
    public double At(double keep, long step)
    {
        if (!_cubic || step >= _until)
        {
            return keep;
        }
        double left = 1 - step / _until;
        return keep + (1 - keep) * left * left * left;
    }
}
