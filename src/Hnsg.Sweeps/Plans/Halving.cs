namespace Hnsg.Sweeps.Plans;

/// <summary>Asynchronous successive halving: most choices get few epochs, and the best of them more.</summary>
/// <remarks>
/// After Li et al., "A system for massively parallel hyperparameter tuning" (ASHA), MLSys 2020. Rung k is reached after
/// <c>Epochs · Factor^k</c> epochs, the last rung after all. Where ASHA promotes by whatever has ended so far, here
/// promotions go by the order of the plan (our own choice): whenever <c>Factor</c> more results of a rung are known, the
/// best one so far that has not gone up yet goes up. Nobody waits for a rung to be full, and yet what goes up does not
/// depend on the number of jobs, on their speed, or on interruptions.
/// </remarks>
public sealed record Halving
{
    /// <summary>One of so many goes up, in 2…16. Default 3.</summary>
    public int Factor { get; init; } = 3;

    /// <summary>Epochs until the first choice, at least 1. Default 1.</summary>
    public int Epochs { get; init; } = 1;
}
