using Hnsg.Kernels;
using Xunit;

namespace Hnsg.Tests.Kernels;

public class WorkerTeamTests
{
    public static TheoryData<int> TeamSizes => [1, 2, 3, 8];

    [Theory, MemberData(nameof(TeamSizes))]
    public void Every_thread_does_its_part_once(int size)
    {
        using var team = new WorkerTeam(size);
        var calls = new int[size];
        for (int run = 1; run <= 100; run++)
        {
            team.Run(index => calls[index]++);
            Assert.All(calls, count => Assert.Equal(run, count));
        }
    }

    [Theory, MemberData(nameof(TeamSizes))]
    public void An_exception_of_any_thread_reaches_the_caller_and_the_team_goes_on(int size)
    {
        using var team = new WorkerTeam(size);
        for (int thrower = 0; thrower < size; thrower++)
        {
            int finished = 0;
            var error = Assert.Throws<InvalidOperationException>(() =>
                team.Run(index =>
                {
                    if (index == thrower)
                    {
                        throw new InvalidOperationException($"{index}");
                    }
                    Interlocked.Increment(ref finished);
                })
            );
            Assert.Equal($"{thrower}", error.Message);
            Assert.Equal(size - 1, finished);
            int after = 0;
            team.Run(_ => Interlocked.Increment(ref after));
            Assert.Equal(size, after);
        }
    }

    [Fact]
    public void When_all_threads_fail_one_of_the_exceptions_is_thrown()
    {
        using var team = new WorkerTeam(3);
        Assert.Throws<InvalidOperationException>(() => team.Run(_ => throw new InvalidOperationException()));
        team.Run(_ => { });
    }

    [Theory, MemberData(nameof(TeamSizes))]
    public void It_can_be_disposed_twice_and_without_having_worked(int size)
    {
        var team = new WorkerTeam(size);
        team.Dispose();
        team.Dispose();
    }

    [Fact]
    public void A_team_of_nobody_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0).Dispose());
}
