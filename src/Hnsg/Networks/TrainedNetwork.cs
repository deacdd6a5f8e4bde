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
}
