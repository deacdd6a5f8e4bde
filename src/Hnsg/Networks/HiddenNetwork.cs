using Hnsg.Files;
using Hnsg.Inference;

namespace Hnsg.Networks;

/// <summary>The result of training: a spec and one mask per layer. The weights follow from the seed.</summary>
public sealed class HiddenNetwork : TrainedNetwork
{
    private readonly SharedClassifiers _classifiers;

    /// <summary>Combines a spec with its masks.</summary>
    /// <param name="spec">A valid spec.</param>
    /// <param name="masks">One mask per layer, of the layer's shape, with exactly the spec's number of kept connections.</param>
    /// <exception cref="OptionException">The spec is not valid.</exception>
    /// <exception cref="ArgumentException">The masks do not fit the spec.</exception>
    public HiddenNetwork(NetworkSpec spec, IReadOnlyList<Mask> masks)
        : base(Valid(spec))
    {
        ArgumentNullException.ThrowIfNull(masks);
        NetworkSpecValidation.CheckSpiking(spec);
        masks = Snapshot.Of(masks);
        if (masks.Count != spec.Layers.Count)
        {
            throw new ArgumentException(
                $"There are {masks.Count} masks for {spec.Layers.Count} layers.",
                nameof(masks)
            );
        }
        for (int layer = 0; layer < masks.Count; layer++)
        {
            Mask mask = masks[layer] ?? throw new ArgumentException($"Mask {layer + 1} is null.", nameof(masks));
            if (mask.Inputs != spec.FanIn(layer) || mask.Neurons != spec.Layers[layer].Neurons)
            {
                throw new ArgumentException(
                    $"The shape of mask {layer + 1} differs from that of its layer.",
                    nameof(masks)
                );
            }
            if (mask.Kept != spec.KeptConnections(layer))
            {
                throw new ArgumentException(
                    $"The mask of layer {layer + 1} keeps {mask.Kept} connections, but its kept fraction says {spec.KeptConnections(layer)}.",
                    nameof(masks)
                );
            }
        }
        Masks = masks;
        _classifiers = new SharedClassifiers(this);
    }

    /// <summary>Which connections are kept, one mask per layer.</summary>
    public IReadOnlyList<Mask> Masks { get; }

    /// <inheritdoc/>
    public override long Connections => Masks.Sum(mask => mask.Kept);

    // Files and Inference are floors above; these forwards look up for the user's convenience, and nothing else here may.

    /// <summary>Reads a network from a model file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing, not a model file, of a newer version, cut off, or damaged.</exception>
    public static HiddenNetwork Load(string path) => ModelFile.Read(path);

    /// <summary>Reads a network from a stream, to the stream's end.</summary>
    /// <param name="stream">The bytes of a model file.</param>
    /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
    public static HiddenNetwork Load(Stream stream) => ModelFile.Read(stream, "model");

    /// <summary>Reads a network from the bytes of a model file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
    public static HiddenNetwork Load(ReadOnlySpan<byte> bytes) => ModelFile.Read(bytes, "model");

    /// <inheritdoc/>
    public override byte[] ToBytes() => ModelFile.ToBytes(this);

    /// <summary>Classifies one sample; may be called by many threads at once.</summary>
    /// <param name="pixels">As many as the network has inputs, 0…255, row by row.</param>
    /// <param name="sample">
    /// Index of the sample, at least 0: the random stream of its input spikes. Matters only for rate-coded input.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    /// <remarks>The first call draws the weights; they are kept as long as the network, for all threads together.</remarks>
    public Classification Classify(ReadOnlySpan<byte> pixels, int sample = 0) => _classifiers.Classify(pixels, sample);
}
