using Hnsg.Sweeps.Plans;

namespace Hnsg.Sweeps;

/// <summary>How many choices the limits of a plan leave.</summary>
internal static class SweepBudget
{
    /// <summary>The choices of a part that are tried, in the order of the plan, with the number each has in it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="shard">The part; the limits hold for all parts together.</param>
    /// <exception cref="InputException">The limits leave none.</exception>
    public static IReadOnlyList<SweepConfiguration> Choices(SweepPlan plan, Shard shard)
    {
        int count = plan.Configurations.Count;
        // Costs rise with the number of choices, so the most that fit are found by halves.
        (int fits, int tooMany) = (0, count + 1);
        while (tooMany - fits > 1)
        {
            int middle = (fits + tooMany) / 2;
            (long runs, long epochs) = Cost(plan, middle, shard.Count);
            if (runs <= (plan.MaxRuns ?? long.MaxValue) && epochs <= (plan.MaxEpochs ?? long.MaxValue))
            {
                fits = middle;
            }
            else
            {
                tooMany = middle;
            }
        }
        return fits > 0
            ? [.. plan.Configurations.Take(fits).Where((_, choice) => shard.Has(choice))]
            : throw new InputException(
                plan.Path,
                "the budget is too small for even one choice of options, which takes "
                    + $"{Counted.Of(Cost(plan, 1, 1).Runs, "run")} and {Counted.Of(Cost(plan, 1, 1).Epochs, "epoch")}."
            );
    }

    /// <summary>Epochs at which choices are compared: the last are all of them.</summary>
    public static IReadOnlyList<int> Rungs(SweepPlan plan)
    {
        int all = plan.Configurations.Max(it => it.Options.Epochs);
        var rungs = new List<int>();
        if (plan.Halving is { } halving)
        {
            for (long epochs = halving.Epochs; epochs < all; epochs *= halving.Factor)
            {
                rungs.Add((int)epochs);
            }
        }
        return [.. rungs, all];
    }

    /// <summary>Runs that are begun and epochs that are trained, all parts together.</summary>
    public static (long Runs, long Epochs) Cost(SweepPlan plan, int choices, int shards)
    {
        if (plan.Halving is not { } halving)
        {
            long sum = plan.Configurations.Take(choices).Sum(it => (long)it.Options.Epochs);
            return ((long)choices * plan.Seeds.Count, sum * plan.Seeds.Count);
        }
        IReadOnlyList<int> rungs = Rungs(plan);
        (long runs, long epochs) = (0, 0);
        for (int shard = 0; shard < Math.Min(shards, choices); shard++)
        {
            int part = (choices - shard + shards - 1) / shards;
            int[] sizes = Ladder.Sizes(part, rungs.Count, halving.Factor);
            runs += sizes[0] + (long)sizes[^1] * (plan.Seeds.Count - 1);
            epochs += Ladder.Epochs(part, rungs, halving.Factor, plan.Seeds.Count);
        }
        return (runs, epochs);
    }
}
