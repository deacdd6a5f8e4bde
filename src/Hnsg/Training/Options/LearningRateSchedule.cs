using Hnsg.Kernels;
using Hnsg.Shared;

namespace Hnsg.Training.Options;

/// <summary>The learning rate of each step: a linear rise, then constant or a half cosine down to 0.</summary>
internal sealed class LearningRateSchedule
{
    private readonly double _highest;
    private readonly bool _cosine;
    private readonly double _warmUpSteps;
    private readonly long _steps;

    /// <summary>Makes the schedule of a run.</summary>
    /// <param name="options">Rate, schedule and warm-up.</param>
    /// <param name="stepsPerEpoch">Batches of an epoch.</param>
    /// <exception cref="OptionException">The schedule's name is unknown.</exception>
    public LearningRateSchedule(TrainingOptions options, int stepsPerEpoch)
    {
        _cosine = options.Schedule switch
        {
            "cosine" => true,
            "constant" => false,
            _ => throw UnknownName.Error("schedule", options.Schedule, Names),
        };
        _highest = options.LearningRate;
        _warmUpSteps = options.WarmUp * stepsPerEpoch;
        _steps = (long)options.Epochs * stepsPerEpoch;
    }

    /// <summary>The names of the schedules.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cosine", "constant"];

    /// <summary>Learning rate of a step.</summary>
    /// <param name="step">From 0.</param>
    public double At(long step)
    {
        if (step < _warmUpSteps)
        {
            return _highest * Math.Min(1, (step + 1) / _warmUpSteps);
        }
        if (!_cosine)
        {
            return _highest;
        }
        double progress = (step - _warmUpSteps) / Math.Max(1, _steps - _warmUpSteps);
        return _highest * 0.5 * (1 + PortableMath.CosPi(Math.Clamp(progress, 0, 1)));
    }
}
