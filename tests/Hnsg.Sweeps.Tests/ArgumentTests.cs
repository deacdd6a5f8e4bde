using Hnsg.Sweeps.Fronts;
using Hnsg.Sweeps.Plans;
using Xunit;

namespace Hnsg.Sweeps.Tests;

/// <summary>Plans made in code are checked as those that are read: before any work, and so that no loop is without end.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void What_a_plan_cannot_ask_for_is_refused()
    {
        SweepPlan good = Some.Plan(_temp, """{ "grid": { "steps": [2, 3] } }""");
        (string Option, SweepPlan Plan)[] bad =
        [
            ("plan", good with { Configurations = [] }),
            ("plan", good with { Configurations = null! }),
            ("plan", good with { Configurations = [null!] }),
            ("plan", good with { Configurations = [good.Configurations[0] with { Options = null! }] }),
            ("plan", good with { Seeds = [] }),
            ("plan", good with { Seeds = null! }),
            ("plan", good with { Varied = null! }),
            ("plan", good with { Path = null! }),
            ("halving", good with { Halving = new Halving { Factor = 1 } }),
            ("halving", good with { Halving = new Halving { Factor = 17 } }),
            ("halving", good with { Halving = new Halving { Epochs = 0 } }),
            ("halving", good with { Halving = new Halving { Epochs = -1 } }),
        ];
        foreach ((string option, SweepPlan plan) in bad)
        {
            var error = Assert.Throws<OptionException>(() => new Sweep(_temp["sweep"], plan, Some.Digits));
            Assert.Equal(option, error.Option);
        }
        Assert.Throws<InputException>(() =>
            new Sweep(_temp["sweep"], good, Some.Digits with { ClassNames = ["only one"] })
        );
        Assert.False(Directory.Exists(_temp["sweep"]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(-1, 3)]
    [InlineData(1, 10_001)]
    public void A_part_that_there_is_not_is_refused(int index, int count)
    {
        SweepPlan plan = Some.Plan(_temp, """{ "grid": { "steps": [2, 3] } }""");
        var shard = new Shard(index, count);
        var error = Assert.Throws<OptionException>(() => new Sweep(_temp["sweep"], plan, Some.Digits, shard: shard));
        Assert.Equal("shard", error.Option);
    }

    [Fact]
    public void A_front_of_nothing_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Front.Of([], FrontMeasure.Parse("accuracy,bytes")));
        Assert.ThrowsAny<ArgumentException>(() => new Front([FrontMeasure.Accuracy], []));
        Assert.ThrowsAny<ArgumentException>(() => new Front(null!, []));
        Assert.ThrowsAny<ArgumentException>(() => FrontPoint.Of([]));
        Assert.ThrowsAny<ArgumentException>(() => FrontRun.Find([], out _));
        Assert.ThrowsAny<ArgumentException>(() => FrontRun.Open([], out _));
    }

    [Fact]
    public void Numbers_of_jobs_that_cannot_be_are_refused()
    {
        var sweep = new Sweep(_temp["sweep"], Some.Plan(_temp, """{ "grid": { "steps": [2] } }"""), Some.Digits);
        Assert.Throws<OptionException>(() => sweep.Run(0, cancellation: Some.Token));
        Assert.Throws<OptionException>(() => sweep.Run(1, 0, cancellation: Some.Token));
        Assert.False(Directory.Exists(_temp["sweep"]));
    }
}
