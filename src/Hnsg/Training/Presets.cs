using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training;

/// <summary>Named sets of option values; each value can still be changed.</summary>
public static class Presets
{
    /// <summary>The preset that is meant when none is named.</summary>
    public const string Default = "default";

    // What all but the plainest have in common. Every choice here and below was made on validation samples; those with
    // Validation = 0 were then given these too, and there is nothing left to choose by.
    private static readonly TrainingOptions s_tuned = new()
    {
        Keep = [0.05, 0.5],
        KeepSchedule = "cubic",
        Rotate = 8,
        Zoom = 0.08,
        Epochs = 45,
    };

    // Outputs that never spike, and are read by their mean membrane.
    private static readonly TrainingOptions s_byMembranes = s_tuned with
    {
        Reset = [ResetKind.Subtract, ResetKind.None],
        Loss = "membrane-cross-entropy",
    };

    /// <summary>The presets in the order in which they are shown.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new(Default, "direct input, 8 steps, a twentieth of the connections kept", s_tuned),
        new(
            "best",
            "the most accurate: 4,096 hidden neurons, pictures rotated and bent, no validation samples",
            s_tuned with
            {
                Hidden = [4096],
                Keep = [0.04, 0.3],
                Rotate = 6,
                Zoom = 0.06,
                Elastic = 3,
                Epochs = 90,
                Validation = 0,
            }
        ),
        new(
            "sparse",
            "at most 20,000 connections in total",
            s_tuned with
            {
                Keep = [0.02, 0.4],
                Rotate = 5,
                Zoom = 0.05,
                Epochs = 50,
            }
        ),
        new(
            "quiet",
            "few spikes: 2,000 hidden neurons that fire in a hundredth of the steps, answers read from output membranes",
            s_byMembranes with
            {
                Hidden = [2000],
                Gain = [1, 8],
                ActivityPenalty = 100,
                ActivityTarget = 0.006,
                Rotate = 0,
                Zoom = 0,
                Epochs = 40,
            }
        ),
        new(
            "tiny",
            "a model file of 4 KiB: 256 hidden neurons, 3 % of the connections kept",
            s_tuned with
            {
                Hidden = [256],
                Keep = [0.03, 0.4],
                KeepUntil = 0.7,
                Rotate = 0,
                Zoom = 0,
                Epochs = 40,
            }
        ),
        new(
            "two-step",
            "an answer after two steps, read from output membranes",
            s_byMembranes with
            {
                Steps = 2,
                Gain = [1, 4],
                Rotate = 5,
                Zoom = 0.05,
                Epochs = 40,
            }
        ),
        new(
            "rate",
            "the paper's kind of network at its best: rate-coded, 25 steps, few connections kept, shifted pictures",
            s_tuned with
            {
                Encoding = InputEncoding.Rate,
                Steps = 25,
                Rotate = 0,
                Zoom = 0,
                Epochs = 25,
            }
        ),
        new(
            "fashion",
            "for Fashion-MNIST: 4,096 hidden neurons, mirrored pictures, answers read from output membranes",
            s_byMembranes with
            {
                Hidden = [4096],
                Keep = [0.1, 0.5],
                Gain = [1, 2],
                Shift = 0,
                Rotate = 0,
                Zoom = 0,
                Flip = true,
                Epochs = 50,
                Validation = 0,
            }
        ),
        new(
            "paper",
            "as close to the paper as its text allows: rate-coded, 25 steps, half the connections kept, no augmentation",
            new TrainingOptions
            {
                Encoding = InputEncoding.Rate,
                Steps = 25,
                Keep = [0.5],
                Shift = 0,
                Epochs = 12,
            }
        ),
        // More neurons or steps are more accurate, and slower to the same accuracy.
        new(
            "fast",
            "the paper's accuracy in a fraction of a second: 256 hidden neurons, 4 steps, one epoch",
            new TrainingOptions
            {
                Hidden = [256],
                Steps = 4,
                Keep = [0.1, 0.5],
                LearningRate = 0.02,
                WarmUp = 0.1,
                Epochs = 1,
                Shift = 0,
                ValidateEvery = 20,
            }
        ),
    ];

    /// <summary>A preset by name.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static Preset Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(preset => preset.Name == name)
            ?? throw UnknownName.Error("preset", name, [.. All.Select(preset => preset.Name)]);
    }
}
