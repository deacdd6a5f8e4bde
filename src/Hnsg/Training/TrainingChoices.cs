using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Surrogates;

namespace Hnsg.Training;

/// <summary>The names that options of <see cref="TrainingOptions"/> can have, for help texts and menus.</summary>
public static class TrainingChoices
{
    /// <summary>What <see cref="TrainingOptions.Method"/> can be.</summary>
    public static IReadOnlyList<string> Methods => TrainingMethods.Names;

    /// <summary>What <see cref="TrainingOptions.Surrogate"/> can be.</summary>
    public static IReadOnlyList<string> Surrogates => SurrogateCatalog.Names;

    /// <summary>What <see cref="TrainingOptions.Loss"/> can be.</summary>
    public static IReadOnlyList<string> Losses => Loss.Names;

    /// <summary>What <see cref="TrainingOptions.Optimiser"/> can be.</summary>
    public static IReadOnlyList<string> Optimisers => Optimiser.Names;

    /// <summary>What <see cref="TrainingOptions.Schedule"/> can be.</summary>
    public static IReadOnlyList<string> Schedules => LearningRateSchedule.Names;
}
