using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training;

public class LearningRateScheduleTests
{
    private static readonly TrainingOptions Options = new()
    {
        LearningRate = 0.2,
        Epochs = 4,
        Schedule = "cosine",
        WarmUp = 0,
    };

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(10, 0.2 * 0.853553390593273762)]
    [InlineData(20, 0.1)]
    [InlineData(30, 0.2 * 0.146446609406726238)]
    [InlineData(40, 0)]
    [InlineData(1000, 0)]
    public void A_cosine_falls_from_the_highest_to_zero(long step, double rate) =>
        Assert.Equal(rate, new LearningRateSchedule(Options, 10).At(step), 1e-15);

    // Ten steps up, 30 down.
    [Theory]
    [InlineData(0, 0.02)]
    [InlineData(4, 0.1)]
    [InlineData(9, 0.2)]
    [InlineData(10, 0.2)]
    [InlineData(25, 0.1)]
    [InlineData(40, 0)]
    public void A_warm_up_rises_in_a_straight_line(long step, double rate) =>
        Assert.Equal(rate, new LearningRateSchedule(Options with { WarmUp = 1 }, 10).At(step), 1e-15);

    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(4, 0.2)]
    [InlineData(5, 0.2)]
    [InlineData(39, 0.2)]
    public void A_constant_rate_stays_after_the_warm_up(long step, double rate) =>
        Assert.Equal(
            rate,
            new LearningRateSchedule(Options with { Schedule = "constant", WarmUp = 0.5 }, 10).At(step),
            1e-15
        );

    [Fact]
    public void No_step_of_a_run_has_a_rate_of_zero()
    {
        foreach (double warmUp in (double[])[0, 0.01, 1, 4, 100])
        {
            var schedule = new LearningRateSchedule(Options with { WarmUp = warmUp }, 10);
            for (long step = 0; step < 40; step++)
            {
                Assert.InRange(schedule.At(step), 1e-9, 0.2);
            }
        }
    }
}
