namespace Hnsg;

/// <summary>The rule of every disposable type: one call at a time, and none after <c>Dispose</c>.</summary>
/// <remarks>
/// A call that comes while another is at work throws, and so does a call after <c>Dispose</c>. <c>Dispose</c> may come from
/// any thread, any number of times; while a call is at work it takes effect when that call ends. Finalizers free what is
/// never disposed: until a call ends its scope keeps the owner reachable, so that none of them frees memory that a kernel
/// is at work on.
/// </remarks>
/// <param name="owner">The object, named in errors.</param>
/// <param name="release">Frees what it holds; called once.</param>
internal sealed class ExclusiveUse(object owner, Action release)
{
    private const int Idle = 0;
    private const int InCall = 1;
    private const int Closing = 2;
    private const int Closed = 3;

    private int _state;

    /// <summary>Begins a call; disposing of the scope ends it.</summary>
    /// <exception cref="ObjectDisposedException">The owner was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another call is at work.</exception>
    public Scope Enter()
    {
        int state = Interlocked.CompareExchange(ref _state, InCall, Idle);
        return state == Idle ? new Scope(this) : throw Refusal(state);
    }

    /// <summary>Lets no more calls in, and frees what the owner holds, now or when the call at work ends.</summary>
    public void Close()
    {
        for (int state = _state; state < Closing; state = Volatile.Read(ref _state))
        {
            int next = state == Idle ? Closed : Closing;
            if (Interlocked.CompareExchange(ref _state, next, state) != state)
            {
                continue;
            }
            if (next == Closed)
            {
                release();
            }
            return;
        }
    }

    private void Leave()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, InCall) == Closing)
        {
            _state = Closed;
            release();
        }
    }

    private Exception Refusal(int state) =>
        state == InCall
            ? new InvalidOperationException(
                $"Another call of this {owner.GetType().Name} is still running. It serves one thread at a time, and cannot be called "
                    + "from within its own calls. Give each thread one of its own."
            )
            : new ObjectDisposedException(owner.GetType().FullName);

    /// <summary>A call at work.</summary>
    public readonly ref struct Scope(ExclusiveUse use)
    {
        /// <summary>Ends the call.</summary>
        public void Dispose() => use.Leave();
    }
}
