using Hnsg.Training.Options;

namespace Hnsg.Training.Comparing;

/// <summary>What is compared: methods and seeds, on the same data and network.</summary>
public sealed record ComparisonPlan
{
    /// <summary>Names of the methods, each once, in the order of the table.</summary>
    public required IReadOnlyList<string> Methods
    {
        get;
        init => field = Snapshot.Of(value);
    }

    /// <summary>Number of seeds, at least 1: 1, 2, ….</summary>
    public required int Seeds { get; init; }

    /// <summary>Options of a method; its seed is replaced.</summary>
    /// <remarks>Epochs, network and data are meant to be the same for all; what differs should be the method's own.</remarks>
    public required Func<string, TrainingOptions> Options { get; init; }

    /// <summary>
    /// Learning rates of which each method gets the one with the best validation accuracy, on seed 1. Default none: each
    /// method's own.
    /// </summary>
    public IReadOnlyList<double> LearningRates
    {
        get;
        init => field = Snapshot.Of(value);
    } = [];

    /// <summary>Epochs of each run of the search; null, the default, for as many as in the comparison.</summary>
    public int? SearchEpochs { get; init; }

    /// <summary>Runs side by side, at least 1. Default 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Threads of each run, at least 1; null, the default, to share the cores. No accuracy depends on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Name of the preset that the options started from, for the record.</summary>
    public string Preset { get; init; } = Presets.Default;

    /// <summary>
    /// What has to be said beside a table of these methods, such as which options one has no use for. Default nothing.
    /// </summary>
    public Func<IReadOnlyList<string>, IReadOnlyList<string>> Notes { get; init; } = _ => [];

    /// <summary>Checks everything that does not depend on the data.</summary>
    /// <exception cref="OptionException">Something cannot be used.</exception>
    public void Check()
    {
        if (Methods is null || Options is null || LearningRates is null || Preset is null || Notes is null)
        {
            throw new OptionException("methods", "the methods, or some of their options, are null");
        }
        if (Methods.Count == 0)
        {
            throw new OptionException("methods", "no method is given. Name at least one");
        }
        if (Methods.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new OptionException("methods", $"'{twice.Key}' is named twice");
        }
        Range("seeds", Seeds, 1, 1000);
        Range("jobs", Jobs, 1, 256);
        Range("threads", Threads ?? 1, 1, 1024);
        Range("search-epochs", SearchEpochs ?? 1, 1, 100_000);
        Presets.Find(Preset);
        foreach (string method in Methods)
        {
            if (!TrainingChoices.Methods.Contains(method))
            {
                throw UnknownName.Error("methods", method, TrainingChoices.Methods);
            }
            Options(method).Validate();
        }
        foreach (double rate in LearningRates)
        {
            TrainingOptionsValidation.CheckLearningRate("learning-rates", rate);
        }
        if (LearningRates.GroupBy(rate => rate).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new OptionException("learning-rates", FormattableString.Invariant($"{same.Key} is named twice"));
        }
        if (LearningRates.Count == 0 && SearchEpochs is not null)
        {
            throw new OptionException("search-epochs", "there is no search. Give --learning-rates to ask for one");
        }
        if (LearningRates.Count > 0 && Methods.Any(method => Options(method).Validation == 0))
        {
            throw new OptionException("learning-rates", "the search needs validation samples, but --validation is 0");
        }
    }

    private static void Range(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new OptionException(option, FormattableString.Invariant($"{value} is not in {least}…{most:N0}"));
        }
    }
}
