using System.Diagnostics;
using System.Runtime.CompilerServices;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Tests.Data;
using Xunit;

namespace Hnsg.Tests.Lifetimes;

/// <summary>Objects that nobody disposes of go with their memory and their threads when nobody knows them any more.</summary>
[Collection(nameof(Alone))]
public sealed class LeakTests : IDisposable
{
    // What the runtime, and the system's allocator, keep of what was given back.
    private const long SpareBytes = 150L << 20;
    private const int SpareThreads = 20;

    private readonly TempFolder _temp = new();

    public static TheoryData<Type> Types => DisposableTests.Types;

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Thousands_of_networks_that_have_classified_are_let_go()
    {
        byte[] model = SomeDisposable.Network.ToBytes();
        Check(
            2000,
            () =>
            {
                var network = HiddenNetwork.Load(model);
                network.Classify(SomeDisposable.Samples.Pixels(0));
                return network;
            }
        );
    }

    [Fact]
    public void Networks_that_many_threads_have_classified_with_are_let_go()
    {
        byte[] model = SomeDisposable.Network.ToBytes();
        Check(
            50,
            () =>
            {
                HiddenNetwork[] networks = [.. Enumerable.Range(0, 10).Select(_ => HiddenNetwork.Load(model))];
                Thread[] threads =
                [
                    .. Enumerable
                        .Range(0, 8)
                        .Select(_ => new Thread(() =>
                        {
                            foreach (HiddenNetwork network in networks)
                            {
                                network.Classify(SomeDisposable.Samples.Pixels(0));
                            }
                        })),
                ];
                Array.ForEach(threads, thread => thread.Start());
                Array.ForEach(threads, thread => thread.Join());
                return networks;
            }
        );
    }

    [Theory, MemberData(nameof(Types))]
    public void What_was_used_and_not_disposed_of_is_let_go(Type type) =>
        Check(
            type.Name is "Classifier" or "SpikeRecorder" ? 2000 : 200,
            () =>
            {
                IDisposable it = SomeDisposable.All[type](_temp);
                SomeDisposable.Use(it);
                return it;
            }
        );

    [Fact]
    public void Classifiers_that_are_disposed_of_leave_nothing() =>
        Check(
            2000,
            () =>
            {
                using var classifier = new Classifier(SomeDisposable.Network);
                classifier.ClassOf(SomeDisposable.Samples.Pixels(0));
                return classifier;
            }
        );

    private static void Check(int count, Func<object> make)
    {
        Make(Math.Min(count, 20), make);
        (long bytes, int threads) = Left();
        List<WeakReference> made = Make(count, make);
        (long bytesAfter, int threadsAfter) = Left();
        Assert.All(made, it => Assert.False(it.IsAlive));
        Assert.InRange(threadsAfter, 0, threads + SpareThreads);
        Assert.InRange(bytesAfter, 0, bytes + SpareBytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Make(int count, Func<object> make) =>
        [.. Enumerable.Range(0, count).Select(_ => new WeakReference(make()))];

    // Threads that were told to end may need a moment.
    private static (long Bytes, int Threads) Left()
    {
        int threads = int.MaxValue;
        for (int look = 0; look < 20; look++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            if (process.Threads.Count >= threads)
            {
                break;
            }
            threads = process.Threads.Count;
            Thread.Sleep(50);
        }
        using var now = Process.GetCurrentProcess();
        return (now.WorkingSet64, now.Threads.Count);
    }
}

/// <summary>Tests that watch the whole process run when no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
