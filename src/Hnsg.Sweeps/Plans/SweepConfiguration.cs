using Hnsg.Training.Options;

namespace Hnsg.Sweeps.Plans;

/// <summary>One choice of option values, with a run for each seed.</summary>
/// <param name="Varied">The options that the plan varies, in its order, and the values of this choice.</param>
/// <param name="Options">All options; the seed is replaced.</param>
/// <param name="Preset">Name of the preset that the options started from.</param>
public sealed record SweepConfiguration(IReadOnlyList<OptionValue> Varied, TrainingOptions Options, string Preset)
{
    /// <summary>The values for people, such as <c>keep 0.1,0.5, steps 4</c>.</summary>
    public override string ToString() => string.Join(", ", Varied.Select(it => $"{it.Option} {it.Value}"));
}
