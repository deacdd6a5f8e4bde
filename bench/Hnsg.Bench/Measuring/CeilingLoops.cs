using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hnsg.Bench.Measuring;

/// <summary>Loops that do one thing as fast as a processor can.</summary>
/// <remarks>Eight vectors of 64 bytes a round, so that the loop itself does not count and no latency is waited for.</remarks>
internal static unsafe class CeilingLoops
{
    /// <summary>Vectors of a round.</summary>
    public const int Round = 8;

    /// <summary>Floats of a vector.</summary>
    public const int Lanes = 16;

    // What a loop has computed goes here, so that no compiler leaves it out.
    private static float s_sink;

    /// <summary>A chain of additions and exclusive ors, each waiting for the one before: two cycles a pass.</summary>
    public static void Chain(long passes)
    {
        ulong x = 1;
        ulong y = 2;
        for (long i = 0; i < passes; i += 4)
        {
            x += y;
            y ^= x;
            x += y;
            y ^= x;
            x += y;
            y ^= x;
            x += y;
            y ^= x;
        }
        s_sink = x;
    }

    public static void Load(float* at, long vectors)
    {
        Vector512<int> a = default,
            b = default,
            c = default,
            d = default;
        for (float* end = at + vectors * Lanes; at < end; at += Round * Lanes)
        {
            a |= Line(at, 0);
            b |= Line(at, 1);
            c |= Line(at, 2);
            d |= Line(at, 3);
            a |= Line(at, 4);
            b |= Line(at, 5);
            c |= Line(at, 6);
            d |= Line(at, 7);
        }
        s_sink = (a | b | c | d)[0];
    }

    public static void Store(float* at, long vectors)
    {
        Vector512<float> value = Vector512.Create(s_sink);
        for (float* end = at + vectors * Lanes; at < end; at += Round * Lanes)
        {
            for (int i = 0; i < Round; i++)
            {
                value.StoreAligned(at + i * Lanes);
            }
        }
    }

    /// <summary>Loads, adds and stores every vector.</summary>
    public static void Update(float* at, long vectors)
    {
        Vector512<float> one = Vector512.Create(1f);
        for (float* end = at + vectors * Lanes; at < end; at += 4 * Lanes)
        {
            UpdateRow(at, one);
        }
    }

    /// <summary>The same on rows of four vectors in another order.</summary>
    public static void UpdateScattered(float* at, int* rows, long count)
    {
        Vector512<float> one = Vector512.Create(1f);
        for (long i = 0; i < count; i++)
        {
            UpdateRow(at + (nint)rows[i] * 4 * Lanes, one);
        }
    }

    /// <summary>Does an operation on eight vectors at once, again and again.</summary>
    public static void Operate<T>(long vectors)
        where T : ICeilingOperation
    {
        Vector512<float> other = Vector512.Create(1.37f);
        Vector512<float> a = Vector512.Create(1.19f),
            b = a,
            c = a,
            d = a,
            e = a,
            f = a,
            g = a,
            h = a;
        for (long i = 0; i < vectors; i += Round)
        {
            a = T.Run(a, other);
            b = T.Run(b, other);
            c = T.Run(c, other);
            d = T.Run(d, other);
            e = T.Run(e, other);
            f = T.Run(f, other);
            g = T.Run(g, other);
            h = T.Run(h, other);
        }
        s_sink = (a + b + c + d + e + f + g + h)[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Line(float* at, int line) => Vector512.LoadAligned((int*)at + line * Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UpdateRow(float* at, Vector512<float> value)
    {
        (Vector512.LoadAligned(at) + value).StoreAligned(at);
        (Vector512.LoadAligned(at + Lanes) + value).StoreAligned(at + Lanes);
        (Vector512.LoadAligned(at + 2 * Lanes) + value).StoreAligned(at + 2 * Lanes);
        (Vector512.LoadAligned(at + 3 * Lanes) + value).StoreAligned(at + 3 * Lanes);
    }
}
