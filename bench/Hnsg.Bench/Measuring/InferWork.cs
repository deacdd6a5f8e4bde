using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Bench.Measuring;

/// <summary>Which network classifies, and how long it is timed.</summary>
/// <param name="Model">Its file; null to train one.</param>
/// <param name="Options">Options of its training.</param>
/// <param name="Threads">Threads of a batch.</param>
/// <param name="Repeat">Passes over the images.</param>
/// <param name="Pin">Whether the threads are pinned.</param>
internal sealed record InferWork(string? Model, TrainingOptions Options, int Threads, int Repeat, bool Pin)
{
    // Enough pictures that no branch predictor learns them by heart, few enough for many passes.
    private const int SingleImages = 2_000;

    private const int WarmUp = 3;

    /// <summary>Loads or trains the network and times it on test images.</summary>
    public InferResult Measure()
    {
        Dataset data = StepWork.LoadData();
        HiddenNetwork network = Model is null ? Train(data) : HiddenNetwork.Load(Model);
        if (network.Spec.Inputs != data.Test.Inputs)
        {
            throw new OptionException(
                "model",
                $"it has {network.Spec.Inputs} inputs, {data.Name} has {data.Test.Inputs} pixels"
            );
        }
        Pinning pinning = Pin ? ThreadPinning.Pin(Threads) : new Pinning(null, "not pinned, as was asked for");
        SampleSet images = data.Test.Slice(0, Math.Min(SingleImages, data.Test.Count));
        using var classifier = new Classifier(network);
        (Spread full, double fullBytes) = Single(
            images,
            new int[network.Spec.Classes],
            (pixels, n, votes) => classifier.Classify(pixels, n, votes)
        );
        (Spread alone, double aloneBytes) = Single(images, [], (pixels, n, _) => classifier.ClassOf(pixels, n));
        Spread one = Batch(network, data.Test, 1);
        Spread many = Threads == 1 ? one : Batch(network, data.Test, Threads);
        return new InferResult(this, data.Name, network.Spec, pinning)
        {
            Full = full,
            ClassAlone = alone,
            BytesPerCall = Math.Max(fullBytes, aloneBytes),
            OneThread = one,
            ManyThreads = many,
        };
    }

    private delegate int Call(ReadOnlySpan<byte> pixels, int sample, Span<int> votes);

    // Milliseconds of an image, the mean of a pass.
    private (Spread Time, double BytesPerCall) Single(SampleSet images, int[] votes, Call call)
    {
        long before = 0;
        var times = new double[WarmUp + Repeat];
        for (int pass = 0; pass < times.Length; pass++)
        {
            if (pass == WarmUp)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            for (int n = 0; n < images.Count; n++)
            {
                call(images.Pixels(n), n, votes);
            }
            times[pass] = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds / images.Count;
        }
        double bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return (new Spread(times.Skip(WarmUp)), bytes / ((double)images.Count * Repeat));
    }

    private Spread Batch(HiddenNetwork network, SampleSet images, int threads)
    {
        using var batch = new BatchClassifier(network, threads);
        var classes = new int[images.Count];
        for (int pass = 0; pass < WarmUp; pass++)
        {
            batch.Classify(images.AllPixels, classes);
        }
        return Spread.Of(Repeat, () => batch.Classify(images.AllPixels, classes)).Over(images.Count);
    }

    private HiddenNetwork Train(Dataset data)
    {
        Console.Error.Write($"training a network for {Options.Epochs} epochs …");
        using var session = new TrainingSession(Options, data);
        session.Run();
        Console.Error.WriteLine(FormattableString.Invariant($" {session.Seconds:F1} s"));
        return (HiddenNetwork)session.Network();
    }
}
