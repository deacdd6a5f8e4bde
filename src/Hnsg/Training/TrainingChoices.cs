using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;

namespace Hnsg.Training;

/// <summary>The names that options of <see cref="TrainingOptions"/> can have, for help texts and menus.</summary>
public static class TrainingChoices
{
    /// <summary>What <see cref="TrainingOptions.Method"/> can be.</summary>
    public static IReadOnlyList<string> Methods => TrainingMethods.Names;

    /// <summary>What each of <see cref="Methods"/> trains, in a line.</summary>
    public static IReadOnlyList<string> MethodSummaries { get; } =
    [.. TrainingMethods.All.Select(method => method.Summary)];

    /// <summary>Options with another method, and with what that method is meant to run with where nothing else is said.</summary>
    /// <remarks>Schedules of the kept fraction belong to <c>hnsg</c>: others begin with masks of a constant size.</remarks>
    /// <param name="options">Options.</param>
    /// <param name="method">One of <see cref="Methods"/>; the options stay as they are where it is theirs already.</param>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static TrainingOptions WithMethod(TrainingOptions options, string method)
    {
        ArgumentNullException.ThrowIfNull(options);
        TrainingMethod found = Method(method);
        return found.Name == options.Method
            ? options
            : found.Suggest(options with { Method = method, KeepSchedule = "constant", KeepScope = "layer" });
    }

    /// <summary>Options that a method has no use for, by name without dashes, and what it has instead.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static IReadOnlyDictionary<string, string> Unused(string method) => Method(method).Unused;

    /// <summary>Whether a method's networks are hidden networks: a seed and masks, and nothing more.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static bool MakesHidden(string method) => Method(method).MakesHidden;

    /// <summary>Whether the network of a method spikes; false for one of ReLU units.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static bool MakesSpikes(string method) => Method(method).MakesSpikes;

    /// <summary>Whether a method trains spikes, over several steps; false for one that trains ReLU units first.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static bool TrainsSpikes(string method) => Method(method).TrainsSpikes;

    /// <summary>What <see cref="TrainingOptions.Surrogate"/> can be.</summary>
    public static IReadOnlyList<string> Surrogates => SurrogateCatalog.Names;

    /// <summary>What <see cref="TrainingOptions.Loss"/> can be.</summary>
    public static IReadOnlyList<string> Losses => Loss.Names;

    /// <summary>What <see cref="TrainingOptions.Optimiser"/> can be.</summary>
    public static IReadOnlyList<string> Optimisers => Optimiser.Names;

    /// <summary>What <see cref="TrainingOptions.KeepSchedule"/> can be.</summary>
    public static IReadOnlyList<string> KeepSchedules => KeepSchedule.Names;

    /// <summary>What <see cref="TrainingOptions.KeepScope"/> can be.</summary>
    public static IReadOnlyList<string> KeepScopes => KeepSchedule.Scopes;

    /// <summary>What <see cref="TrainingOptions.Schedule"/> can be.</summary>
    public static IReadOnlyList<string> Schedules => LearningRateSchedule.Names;

    private static TrainingMethod Method(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return TrainingMethods.Find(method);
    }
}
