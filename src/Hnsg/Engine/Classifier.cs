using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Classifies one sample after the other, on the calling thread.</summary>
/// <remarks>
/// It holds the network's weights and all memory that it needs. It serves one thread at a time: a call that comes while
/// another is at work throws <see cref="InvalidOperationException"/>, and a call after <see cref="Dispose"/>
/// <see cref="ObjectDisposedException"/>. Give each thread its own, or use <c>HiddenNetwork.Classify</c>. Many
/// samples go faster through a <see cref="BatchClassifier"/>.
/// </remarks>
public sealed class Classifier : IDisposable
{
    private readonly EventNetwork _network;
    private readonly EventEngine _engine;
    private readonly bool _shared;
    private readonly ExclusiveUse _use;

    /// <summary>Draws the network's weights and makes everything ready.</summary>
    /// <exception cref="InputException">The network is not plain: see <see cref="NetworkSpec.IsPlain"/>.</exception>
    public Classifier(HiddenNetwork network)
        : this(network, EventNetwork.Load(network), shared: false) { }

    /// <summary>The same on weights that others use too and own.</summary>
    internal Classifier(HiddenNetwork network, EventNetwork weights)
        : this(network, weights, shared: true) { }

    private Classifier(HiddenNetwork network, EventNetwork weights, bool shared)
    {
        Network = network;
        _network = weights;
        _shared = shared;
        _engine = new EventEngine(weights);
        _use = new ExclusiveUse(this, Release);
    }

    /// <summary>The network.</summary>
    public HiddenNetwork Network { get; }

    /// <summary>Classifies one sample; allocates only the answer.</summary>
    /// <param name="pixels">As many as the network has inputs, 0…255, row by row.</param>
    /// <param name="sample">
    /// Index of the sample, at least 0: the random stream of its input spikes. Matters only for rate-coded input, where
    /// index n gives what an evaluation gives for sample n of a set.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public Classification Classify(ReadOnlySpan<byte> pixels, int sample = 0)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        Check(pixels, sample);
        int answer = _engine.Run(pixels, (uint)sample);
        return new Classification
        {
            Class = answer,
            Votes = _engine.Votes.ToArray(),
            Spikes = _engine.Spikes.ToArray(),
            FinalMembranes = _engine.FinalMembranes.ToArray(),
        };
    }

    /// <summary>Classifies one sample and writes the answer into the caller's memory; allocates nothing.</summary>
    /// <param name="pixels">As many as the network has inputs, 0…255, row by row.</param>
    /// <param name="sample">Index of the sample, as in <see cref="Classify(ReadOnlySpan{byte}, int)"/>.</param>
    /// <param name="votes">Gets the output spikes of each class; empty where they are not wanted.</param>
    /// <param name="finalMembranes">Gets <see cref="Classification.FinalMembranes"/>; empty where they are not wanted.</param>
    /// <param name="spikes">Gets the spikes of each layer; empty where they are not wanted.</param>
    /// <returns>The class: most spikes, then the higher last membrane, then the lower index.</returns>
    /// <exception cref="ArgumentException">
    /// There are more or fewer pixels than inputs, or a span is shorter than what goes into it.
    /// </exception>
    public int Classify(
        ReadOnlySpan<byte> pixels,
        int sample,
        Span<int> votes,
        Span<int> finalMembranes = default,
        Span<long> spikes = default
    )
    {
        using ExclusiveUse.Scope call = _use.Enter();
        Check(pixels, sample);
        CheckRoom(votes.Length, Network.Spec.Classes, nameof(votes));
        CheckRoom(finalMembranes.Length, Network.Spec.Classes, nameof(finalMembranes));
        CheckRoom(spikes.Length, Network.Spec.Layers.Count, nameof(spikes));
        int answer = _engine.Run(pixels, (uint)sample);
        if (!votes.IsEmpty)
        {
            _engine.Votes.CopyTo(votes);
        }
        if (!finalMembranes.IsEmpty)
        {
            _engine.FinalMembranes.CopyTo(finalMembranes);
        }
        if (!spikes.IsEmpty)
        {
            _engine.Spikes.CopyTo(spikes);
        }
        return answer;
    }

    /// <summary>The class of one sample and nothing else; allocates nothing.</summary>
    /// <remarks>
    /// The same class as that of <see cref="Classify(ReadOnlySpan{byte}, int)"/>, always. The sample ends as soon as the
    /// steps left could not change it: when the leader is ahead of every other class by more votes than there are steps left.
    /// </remarks>
    /// <param name="pixels">As many as the network has inputs, 0…255, row by row.</param>
    /// <param name="sample">Index of the sample, as in <see cref="Classify(ReadOnlySpan{byte}, int)"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public int ClassOf(ReadOnlySpan<byte> pixels, int sample = 0)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        Check(pixels, sample);
        return _engine.Run(pixels, (uint)sample, untilCertain: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _use.Close();

    private void Release()
    {
        _engine.Dispose();
        if (!_shared)
        {
            _network.Dispose();
        }
    }

    private void Check(ReadOnlySpan<byte> pixels, int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        SampleShape.Check(Network.Spec, pixels);
    }

    private static void CheckRoom(int length, int needed, string name)
    {
        if (length != 0 && length < needed)
        {
            throw new ArgumentException($"There is room for {length} numbers, but {needed} are needed.", name);
        }
    }
}
