using Xunit;

namespace Hnsg.Tests.Lifetimes;

public sealed class ExclusiveUseTests
{
    private readonly ExclusiveUse _use;
    private int _released;

    public ExclusiveUseTests() => _use = new ExclusiveUse(this, () => _released++);

    [Fact]
    public void One_call_after_the_other_is_let_in()
    {
        for (int call = 0; call < 3; call++)
        {
            using ExclusiveUse.Scope scope = _use.Enter();
        }
        Assert.Equal(0, _released);
    }

    [Fact]
    public void A_call_within_a_call_is_refused_and_harms_neither()
    {
        using (_use.Enter())
        {
            var error = Assert.Throws<InvalidOperationException>(Enter);
            Assert.Contains(nameof(ExclusiveUseTests), error.Message);
            Assert.Throws<InvalidOperationException>(Enter);
        }
        Enter();
    }

    [Fact]
    public void After_the_close_no_call_is_let_in_and_all_is_released_once()
    {
        _use.Close();
        _use.Close();
        Assert.Equal(1, _released);
        Assert.Contains(
            nameof(ExclusiveUseTests),
            Assert.Throws<ObjectDisposedException>(Enter).ObjectName,
            StringComparison.Ordinal
        );
        Assert.Equal(1, _released);
    }

    [Fact]
    public void A_close_within_a_call_waits_for_its_end()
    {
        using (_use.Enter())
        {
            _use.Close();
            _use.Close();
            Assert.Equal(0, _released);
            Assert.Throws<ObjectDisposedException>(Enter);
        }
        Assert.Equal(1, _released);
        Assert.Throws<ObjectDisposedException>(Enter);
    }

    [Fact]
    public void Threads_that_call_and_close_at_once_release_once_and_never_within_a_call()
    {
        for (int round = 0; round < 200; round++)
        {
            int inside = 0,
                released = 0,
                wrong = 0;
            var use = new ExclusiveUse(
                this,
                () =>
                {
                    Interlocked.Increment(ref released);
                    Interlocked.Add(ref wrong, Volatile.Read(ref inside));
                }
            );
            Parallel.For(
                0,
                4,
                thread =>
                {
                    for (int call = 0; call < 50; call++)
                    {
                        try
                        {
                            using ExclusiveUse.Scope scope = use.Enter();
                            Interlocked.Add(ref wrong, Interlocked.Increment(ref inside) - 1);
                            Interlocked.Decrement(ref inside);
                        }
                        catch (InvalidOperationException) { }
                        if (call == 25 && thread % 2 == 0)
                        {
                            use.Close();
                        }
                    }
                }
            );
            Assert.Equal((1, 0), (released, wrong));
        }
    }

    private void Enter()
    {
        using ExclusiveUse.Scope scope = _use.Enter();
    }
}
