namespace Hnsg.Measures;

/// <summary>A margin for early exit, and how it was come by.</summary>
/// <param name="Margin">Votes of lead; null where there were no samples to choose it on.</param>
/// <param name="Description">On which samples it was chosen, in words.</param>
public sealed record ExitChoice(int? Margin, string Description)
{
    /// <summary>What the margin comes to on the samples of a measurement; null without a margin.</summary>
    public EarlyExit? Of(Measurement measured) =>
        Margin is { } margin ? measured.Exits.Single(exit => exit.Margin == margin) : null;
}
