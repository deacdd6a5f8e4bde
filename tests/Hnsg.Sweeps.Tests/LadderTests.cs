using Xunit;

namespace Hnsg.Sweeps.Tests;

public sealed class LadderTests
{
    [Theory]
    [InlineData(1, 3, 3)]
    [InlineData(9, 3, 3)]
    [InlineData(20, 3, 3)]
    [InlineData(31, 4, 2)]
    [InlineData(64, 2, 4)]
    public void What_goes_up_does_not_depend_on_which_results_come_first(int choices, int rungs, int factor)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            double[] accuracies = Accuracies(choices, seed);
            string[] one = Climb(accuracies, rungs, factor, jobs: 1, new Random(1));
            Assert.Equal(one.Order(), Climb(accuracies, rungs, factor, jobs: 2, new Random(2)).Order());
            Assert.Equal(one.Order(), Climb(accuracies, rungs, factor, jobs: 50, new Random(3)).Order());
        }
    }

    [Fact]
    public void The_best_always_reaches_the_end_and_one_of_so_many_goes_up()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            double[] accuracies = Accuracies(1 + seed, seed);
            string[] done = Climb(accuracies, 3, 3, jobs: 4, new Random(seed));
            Assert.Contains($"{Array.IndexOf(accuracies, accuracies.Max())}@2", done);
            int first = done.Count(it => it.EndsWith("@0", StringComparison.Ordinal));
            int second = done.Count(it => it.EndsWith("@1", StringComparison.Ordinal));
            int third = done.Count(it => it.EndsWith("@2", StringComparison.Ordinal));
            Assert.Equal((accuracies.Length, (first + 2) / 3, (second + 2) / 3), (first, second, third));
        }
    }

    [Fact]
    public void Nobody_waits_for_a_rung_to_be_full()
    {
        var ladder = new Ladder(9, 2, 3, 1);
        for (int choice = 0; choice < 3; choice++)
        {
            ladder.Done(ladder.Take()!, choice);
        }
        Assert.Equal((2, 1), (ladder.Take() is { } job) ? (job.Choice, job.Rung) : default);
    }

    [Fact]
    public void Of_equals_the_earlier_goes_up_and_failures_only_where_there_is_nothing_else()
    {
        var ladder = new Ladder(3, 2, 3, 1);
        Ladder.Job[] jobs = [ladder.Take()!, ladder.Take()!, ladder.Take()!];
        ladder.Done(jobs[0], -1);
        ladder.Done(jobs[2], 0.5);
        Assert.Null(ladder.Take());
        ladder.Done(jobs[1], 0.5);
        Assert.Equal(1, ladder.Take()!.Choice);
    }

    [Fact]
    public void The_other_seeds_are_for_what_reaches_the_end()
    {
        double[] accuracies = Accuracies(9, 1);
        Assert.Equal(9 + 3 + 3 * 2, new Ladder(9, 2, 3, seeds: 3).Jobs);
        Assert.Equal(27, new Ladder(9, 1, 2, seeds: 3).Jobs);
        string[] done = Climb(accuracies, 2, 3, 2, new Random(1), seeds: 3);
        string[] ends = [.. done.Where(it => it.EndsWith("@1", StringComparison.Ordinal))];
        Assert.Equal(9, ends.Length);
        Assert.All(ends.GroupBy(it => it), group => Assert.Equal(3, group.Count()));
    }

    private static double[] Accuracies(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    // Jobs end in any order; what was done is given as choice@rung.
    private static string[] Climb(double[] accuracies, int rungs, int factor, int jobs, Random random, int seeds = 1)
    {
        var ladder = new Ladder(accuracies.Length, rungs, factor, seeds);
        var atWork = new List<Ladder.Job>();
        var done = new List<string>();
        while (!ladder.Finished)
        {
            while (atWork.Count < jobs && ladder.Take() is { } job)
            {
                atWork.Add(job);
            }
            int which = random.Next(atWork.Count);
            Ladder.Job ended = atWork[which];
            atWork.RemoveAt(which);
            done.Add($"{ended.Choice}@{ended.Rung}");
            ladder.Done(ended, accuracies[ended.Choice]);
        }
        Assert.Null(ladder.Take());
        Assert.Empty(atWork);
        Assert.Equal(ladder.Jobs, done.Count);
        return [.. done];
    }
}
