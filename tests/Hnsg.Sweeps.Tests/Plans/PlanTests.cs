using Hnsg.Sweeps.Plans;
using Xunit;

namespace Hnsg.Sweeps.Tests.Plans;

public sealed class PlanTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_grid_is_every_combination_with_the_last_option_changing_fastest()
    {
        SweepPlan plan = Some.Plan(
            _temp,
            """
            {
              // comments and trailing commas
              "dataset": "digits",
              "options": { "epochs": 3 },
              "grid": { "steps": [4, 8], "keep": [[0.1, 0.5], 0.2] },
              "seeds": [3, 1],
            }
            """
        );
        Assert.Equal(
            ["steps 4, keep 0.1,0.5", "steps 4, keep 0.2", "steps 8, keep 0.1,0.5", "steps 8, keep 0.2"],
            plan.Configurations.Select(it => it.ToString())
        );
        Assert.All(plan.Configurations, it => Assert.Equal(3, it.Options.Epochs));
        Assert.Equal([0.1, 0.5], plan.Configurations[2].Options.Keep);
        Assert.Equal(["steps", "keep"], plan.Varied);
        Assert.Equal([3UL, 1UL], plan.Seeds);
        Assert.Equal("digits", plan.Dataset);
    }

    [Fact]
    public void A_plan_of_options_alone_is_one_choice_and_a_number_of_seeds_counts_from_1()
    {
        SweepPlan plan = Some.Plan(_temp, """{ "options": { "steps": 5 }, "seeds": 3 }""");
        Assert.Equal(5, Assert.Single(plan.Configurations).Options.Steps);
        Assert.Equal([1UL, 2UL, 3UL], plan.Seeds);
    }

    [Fact]
    public void Draws_are_within_their_ranges_and_spread_over_them()
    {
        SweepPlan plan = Some.Plan(
            _temp,
            """
            {
              "random": {
                "learning-rate": { "log": [0.001, 0.1] },
                "weight-decay": { "uniform": [0.25, 0.75] },
                "steps": { "whole": [3, 6] },
                "hidden": { "log-whole": [4, 64] },
                "keep": { "layers": [{ "uniform": [0.1, 0.3] }, 0.5] },
                "surrogate": ["atan", "triangle"]
              },
              "draws": 400
            }
            """
        );
        double[] rates = [.. plan.Configurations.Select(it => it.Options.LearningRate)];
        double[] decays = [.. plan.Configurations.Select(it => it.Options.WeightDecay)];
        int[] hidden = [.. plan.Configurations.Select(it => it.Options.Hidden[0])];
        Assert.All(rates, rate => Assert.InRange(rate, 0.001, 0.1));
        Assert.All(decays, decay => Assert.InRange(decay, 0.25, 0.75));
        Assert.All(hidden, neurons => Assert.InRange(neurons, 4, 64));
        // Half of the draws in each half of a range, in which logarithms are halved too.
        Assert.InRange(rates.Count(rate => rate < 0.01), 160, 240);
        Assert.InRange(decays.Count(decay => decay < 0.5), 160, 240);
        Assert.InRange(hidden.Count(neurons => neurons < 16), 160, 240);
        Assert.Equal([3, 4, 5, 6], plan.Configurations.Select(it => it.Options.Steps).Distinct().Order());
        Assert.InRange(plan.Configurations.Count(it => it.Options.Surrogate == "atan"), 160, 240);
        Assert.All(plan.Configurations, it => Assert.True(it.Options.Keep is [>= 0.1 and <= 0.3, 0.5], it.ToString()));
        // No option follows another.
        Assert.InRange(rates.Zip(decays).Count(pair => pair.First < 0.01 == pair.Second < 0.5), 160, 240);
    }

    [Fact]
    public void A_draw_is_the_same_on_every_machine_and_whatever_else_is_drawn()
    {
        string[] alone = Values("""{ "random": { "learning-rate": { "log": [0.001, 0.1] } }, "draws": 3 }""");
        string[] among = Values(
            """
            { "random": { "steps": { "whole": [3, 6] }, "learning-rate": { "log": [0.001, 0.1] } }, "draws": 5 }
            """
        );
        Assert.Equal(["0.028986", "0.0018879", "0.001738"], alone);
        Assert.Equal(alone, among[..3]);
        Assert.NotEqual(
            alone,
            Values("""{ "random": { "learning-rate": { "log": [0.001, 0.1] } }, "draws": 3, "draw-seed": 2 }""")
        );

        string[] Values(string text) =>
            [
                .. Some.Plan(_temp, text)
                    .Configurations.Select(it => it.Varied.Single(value => value.Option == "learning-rate").Value),
            ];
    }

    [Theory]
    [InlineData("\"runs\": 7", 3, 6)]
    [InlineData("\"epochs\": 40", 5, 40)]
    [InlineData("\"runs\": 100", 6, 48)]
    public void A_budget_leaves_out_the_last_choices(string budget, int choices, int runsOrEpochs)
    {
        SweepPlan plan = Some.Plan(
            _temp,
            $$"""{ "grid": { "steps": [1, 2, 3, 4, 5, 6] }, "seeds": 2, "budget": { {{budget}} } }"""
        );
        Assert.Equal(choices, SweepBudget.Choices(plan, Shard.Whole).Count);
        (long runs, long epochs) = SweepBudget.Cost(plan, choices, 1);
        Assert.Contains((long)runsOrEpochs, new[] { runs, epochs });
        SweepPlan poor = plan with { MaxEpochs = 7 };
        Assert.Throws<InputException>(() => SweepBudget.Choices(poor, Shard.Whole));
    }

    [Fact]
    public void Without_draws_there_are_as_many_as_the_budget_has_runs()
    {
        SweepPlan plan = Some.Plan(
            _temp,
            """
            { "grid": { "steps": [4, 8] }, "random": { "keep": { "uniform": [0.1, 1] } }, "budget": { "runs": 7 } }
            """
        );
        Assert.Equal(7, SweepBudget.Choices(plan, Shard.Whole).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void The_parts_of_a_sweep_are_all_of_it(int count)
    {
        SweepPlan plan = Some.Plan(_temp, """{ "grid": { "steps": [1, 2, 3, 4, 5, 6, 7] } }""");
        string[] parts =
        [
            .. Enumerable
                .Range(1, count)
                .SelectMany(index => SweepBudget.Choices(plan, new Shard(index, count)).Select(it => it.ToString())),
        ];
        Assert.Equal(plan.Configurations.Select(it => it.ToString()).Order(), parts.Order());
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1")]
    [InlineData("a/b")]
    [InlineData("1/2/3")]
    public void A_part_is_I_of_N(string text)
    {
        Assert.Throws<OptionException>(() => Shard.Parse(text));
        Assert.Equal(new Shard(2, 8), Shard.Parse("2/8"));
    }
}
