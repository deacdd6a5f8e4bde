using Hnsg.Sweeps.Plans;
using Hnsg.Training;
using Hnsg.Training.Methods;
using Hnsg.Training.Runs;

namespace Hnsg.Sweeps.Fronts;

/// <summary>Runs that differ only in their seed, and the means of their results.</summary>
/// <param name="Runs">The runs, at least one, by seed.</param>
/// <param name="Varied">Those of their options in which points differ, and the values.</param>
public sealed record FrontPoint(IReadOnlyList<FrontRun> Runs, IReadOnlyList<OptionValue> Varied)
{
    /// <summary>Whether no other point is at least as good in all measures and better in one.</summary>
    public bool OnFront { get; init; }

    /// <summary>Mean accuracy on validation samples, in 0…1; null if a run has none.</summary>
    public double? ValidationAccuracy =>
        Runs.All(run => run.Result.ValidationAccuracy is not null)
            ? Runs.Average(run => run.Result.ValidationAccuracy)
            : null;

    /// <summary>Mean accuracy on test samples, in 0…1.</summary>
    public double TestAccuracy => Runs.Average(run => run.Result.Test.Accuracy);

    /// <summary>Lowest accuracy of a seed on test samples.</summary>
    public double LeastAccuracy => Runs.Min(run => run.Result.Test.Accuracy);

    /// <summary>Highest accuracy of a seed on test samples.</summary>
    public double MostAccuracy => Runs.Max(run => run.Result.Test.Accuracy);

    /// <summary>Mean spiking intensity on test samples.</summary>
    public double Intensity => Runs.Average(run => run.Result.FiringIntensity.Spiking);

    /// <summary>Mean connections kept.</summary>
    public double Connections => Runs.Average(run => run.Result.Connections);

    /// <summary>Mean bytes of the model file.</summary>
    public double ModelBytes => Runs.Average(run => run.Result.ModelBytes);

    /// <summary>Preset that the options started from.</summary>
    public string Preset => Runs[0].Description.Preset;

    /// <summary>What was trained, such as <c>hnsg</c>.</summary>
    public string Method => Runs[0].Result.Method;

    /// <summary>Time steps T of the network: those that a conversion chose, and one where there are no spikes.</summary>
    public int Steps =>
        TrainingChoices.TrainsSpikes(Method)
            ? Runs[0].Description.Options.Steps
            : Runs[0].Result.Conversion?.Steps ?? 1;

    /// <summary>Groups runs that differ only in their seed.</summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no run.</exception>
    public static IReadOnlyList<FrontPoint> Of(IReadOnlyList<FrontRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs.Count, 1);
        (FrontRun[] Runs, OptionValue[] Values)[] groups =
        [
            .. runs.GroupBy(run => string.Join('\n', Values(run).Select(it => $"{it.Option} {it.Value}")))
                .Select(group => (group.OrderBy(run => run.Result.Seed).ToArray(), Values(group.First()))),
        ];
        // Every run has the same options in the same order, so a place stands for an option.
        bool[] varies =
        [
            .. groups[0].Values.Select((it, place) => groups.Any(group => group.Values[place].Value != it.Value)),
        ];
        return
        [
            .. groups.Select(group => new FrontPoint(group.Runs, [.. group.Values.Where((_, place) => varies[place])])),
        ];
    }

    private static OptionValue[] Values(FrontRun run) =>
        [
            .. RunOptions
                .Values(run.Description.Options)
                .Where(option => option.Name != "seed")
                .Select(option => new OptionValue(option.Name, option.Value)),
        ];
}
