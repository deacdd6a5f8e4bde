using Hnsg.Networks;

namespace Hnsg.Training;

/// <summary>Named sets of option values; each value can still be changed.</summary>
public static class Presets
{
    /// <summary>The preset that is meant when none is named.</summary>
    public const string Default = "default";

    /// <summary>The presets in the order in which they are shown.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new(Default, "direct input, 8 steps, a tenth of the connections", new TrainingOptions { Keep = [0.1, 0.5] }),
        new(
            "paper",
            "as near to the paper as it can be told: rate-coded, 25 steps, half the connections, no augmentation",
            new TrainingOptions
            {
                Encoding = InputEncoding.Rate,
                Steps = 25,
                Keep = [0.5],
                Shift = 0,
                Epochs = 12,
            }
        ),
        new(
            "tiny",
            "a small model file: 256 hidden neurons, a twentieth of the connections",
            new TrainingOptions { Hidden = [256], Keep = [0.05, 0.5] }
        ),
        // Chosen on validation data. More neurons or steps are more accurate, and slower to the same accuracy.
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
    public static Preset Find(string name) =>
        All.FirstOrDefault(preset => preset.Name == name)
        ?? throw UnknownName.Error("preset", name, [.. All.Select(preset => preset.Name)]);
}
