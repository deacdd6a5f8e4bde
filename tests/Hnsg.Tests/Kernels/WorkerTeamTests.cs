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

    [Theory, MemberData(nameof(TeamSizes))]
    public void A_team_that_was_disposed_of_says_so(int size)
    {
        var team = new WorkerTeam(size);
        team.Run(_ => { });
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(_ => { }));
    }

    [Theory, MemberData(nameof(TeamSizes))]
    public void A_run_within_a_run_is_refused_and_the_team_goes_on(int size)
    {
        using var team = new WorkerTeam(size);
        Assert.Throws<InvalidOperationException>(() => team.Run(_ => team.Run(_ => { })));
        int calls = 0;
        team.Run(_ => Interlocked.Increment(ref calls));
        Assert.Equal(size, calls);
    }

    [Theory, MemberData(nameof(TeamSizes))]
    public void A_team_that_its_own_work_disposes_of_ends_the_work_first(int size)
    {
        var team = new WorkerTeam(size);
        int calls = 0;
        team.Run(_ =>
        {
            team.Dispose();
            Interlocked.Increment(ref calls);
        });
        Assert.Equal(size, calls);
        Assert.Throws<ObjectDisposedException>(() => team.Run(_ => { }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void A_team_of_nobody_or_of_a_crowd_is_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => new WorkerTeam(size).Dispose());
}
