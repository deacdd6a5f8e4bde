using Hnsg.Files;

namespace Hnsg.Networks;

/// <summary>The product of training: a network that can be evaluated and stored.</summary>
/// <remarks>
/// <see cref="HiddenNetwork"/> is the kind this project is about. The other kinds come from the methods that it
/// is compared with, and from other tools. What needs a seed and masks, such as an export to C, takes a
/// <see cref="HiddenNetwork"/> only.
/// </remarks>
public abstract class TrainedNetwork
{
    private protected TrainedNetwork(NetworkSpec validated) => Spec = validated;

    /// <summary>The spec, if it is valid.</summary>
    private protected static NetworkSpec Valid(NetworkSpec spec, bool real = false)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Validate(real);
    }

    /// <summary>What the network is.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>What the network was trained on, for its users.</summary>
    /// <value>Default: nothing known.</value>
    /// <exception cref="ArgumentException">It does not fit the network, or a name is too long or has control characters.</exception>
    public ModelMetadata Metadata
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = ModelLimits.Problem(value, Spec) is { } problem
                ? throw new ArgumentException($"The metadata cannot be stored: {problem}.", nameof(value))
                : value;
        }
    } = new();

    /// <summary>Number of connections the network has.</summary>
    public abstract long Connections { get; }

    /// <summary>The bytes of the network's model file; the same network has the same bytes on every machine.</summary>
    /// <exception cref="OptionException">The layers together have more than 2^28 connections.</exception>
    public abstract byte[] ToBytes();

    // Files is a floor above; metadata is checked for what a file can hold where it enters, and these forwards look up for
    // the user's convenience.

    /// <summary>Writes the network's model file, completely or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    /// <exception cref="OptionException">The layers together have more than 2^28 connections.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToBytes());

    /// <summary>Reads a network of any kind from a model file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing, not a model file, of a newer version, cut off, or damaged.</exception>
    public static TrainedNetwork LoadAny(string path) => ModelFile.ReadAny(path);

    /// <summary>Reads a network of any kind from the bytes of a model file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
    public static TrainedNetwork LoadAny(ReadOnlySpan<byte> bytes) => ModelFile.ReadAny(bytes, "model");
}
