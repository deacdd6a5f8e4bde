using Hnsg.Training.Options;

namespace Hnsg.Sweeps.Plans;

/// <summary>What a sweep tries: choices of option values, seeds, and how much of it at most.</summary>
public sealed record SweepPlan
{
    /// <summary>The file it was read from, or a name.</summary>
    public required string Path { get; init; }

    /// <summary>Name or folder of the data set; null if the plan does not say.</summary>
    public string? Dataset { get; init; }

    /// <summary>Names of the options that are varied, in the order of the plan.</summary>
    public required IReadOnlyList<string> Varied
    {
        get;
        init => field = Snapshot.Of(value);
    }

    /// <summary>The choices, at least one, in the order in which they are tried.</summary>
    public required IReadOnlyList<SweepConfiguration> Configurations
    {
        get;
        init => field = Snapshot.Of(value);
    }

    /// <summary>Seeds, at least one. With halving, choices compete with the first; those that reach the end are also trained with the others.</summary>
    public IReadOnlyList<ulong> Seeds
    {
        get;
        init => field = Snapshot.Of(value);
    } = [1];

    /// <summary>Successive halving; null, the default, to train every choice to its end.</summary>
    public Halving? Halving { get; init; }

    /// <summary>The most runs; null for no limit. Later choices are left out.</summary>
    public int? MaxRuns { get; init; }

    /// <summary>The most epochs of all runs together; null for no limit. Later choices are left out.</summary>
    public long? MaxEpochs { get; init; }

    /// <summary>Reads a plan, with all its choices checked.</summary>
    /// <param name="path">A JSON file; comments and trailing commas are allowed.</param>
    /// <param name="syntax">
    /// Makes training options of names and values as they are typed on the command line; <c>preset</c> is a name too. Where a
    /// name is not known, or a value is no value of its option, it throws an <see cref="OptionException"/> that names the option.
    /// </param>
    /// <exception cref="InputException">It is missing, or something in it cannot be used; says in which line.</exception>
    public static SweepPlan Read(string path, Func<IReadOnlyList<OptionValue>, TrainingOptions> syntax)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(syntax);
        return new PlanReader(path, syntax).Read();
    }

    /// <summary>Checks what does not depend on the data; a plan that was read is good.</summary>
    /// <exception cref="OptionException">Something cannot be used.</exception>
    internal void Check()
    {
        if (Path is null || Varied is null || Configurations is not { Count: > 0 } || Seeds is not { Count: > 0 })
        {
            throw new OptionException("plan", "its name, choices or seeds are missing");
        }
        if (Configurations.Any(it => it?.Options is null || it.Varied is null || it.Preset is null))
        {
            throw new OptionException("plan", "a choice, or something in it, is null");
        }
        if (Halving is { } halving && (halving.Factor is < 2 or > 16 || halving.Epochs < 1))
        {
            throw new OptionException(
                "halving",
                $"the factor is {halving.Factor} and the epochs are {halving.Epochs}; the factor must be in 2…16, and the epochs at least 1"
            );
        }
    }
}
