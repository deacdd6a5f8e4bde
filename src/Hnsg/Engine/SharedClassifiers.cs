using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Classifiers of one network for whoever calls, on one copy of its weights.</summary>
/// <remarks>
/// Between calls one a processor is kept, so that a call finds memory that is still in the processor's cache, and a
/// thousand callers leave no thousand classifiers behind. All of it goes with the network.
/// </remarks>
internal sealed class SharedClassifiers(HiddenNetwork network)
{
    private readonly Lazy<EventNetwork> _weights = new(() => EventNetwork.Load(network));
    private readonly Classifier?[] _idle = new Classifier?[Environment.ProcessorCount];

    /// <summary>Classifies one sample; parameters as those of <see cref="Classifying"/>.</summary>
    public Classification Classify(ReadOnlySpan<byte> pixels, int sample)
    {
        Classifier classifier = Take() ?? new Classifier(network, _weights.Value);
        try
        {
            return classifier.Classify(pixels, sample);
        }
        finally
        {
            Return(classifier);
        }
    }

    private Classifier? Take()
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            ref Classifier? place = ref Place(i);
            if (place is not null && Interlocked.Exchange(ref place, null) is { } classifier)
            {
                return classifier;
            }
        }
        return null;
    }

    private void Return(Classifier classifier)
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref Place(i), classifier, null) is null)
            {
                return;
            }
        }
        classifier.Dispose();
    }

    // The processor's own place first.
    private ref Classifier? Place(int i) => ref _idle[(uint)(Thread.GetCurrentProcessorId() + i) % (uint)_idle.Length];
}
