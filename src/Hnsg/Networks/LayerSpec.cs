namespace Hnsg.Networks;

/// <summary>A fully-connected layer of spiking neurons over frozen weights.</summary>
public sealed record LayerSpec
{
    /// <summary>Number of neurons.</summary>
    /// <value>In 1…65,535.</value>
    public required int Neurons { get; init; }

    /// <summary>Fraction of the layer's connections that are kept.</summary>
    /// <value>In (0, 1]; default 0.1. At 1 every connection is kept and the scores have no effect.</value>
    /// <remarks>The kept count is rounded up, so a layer always keeps at least one connection.</remarks>
    public double Keep { get; init; } = 0.1;

    /// <summary>Multiplies the layer's weight scale √(2 / (k·fan_in)).</summary>
    /// <value>In (0, 1000]; default 1. Doubling the gain halves the threshold.</value>
    public double Gain { get; init; } = 1.0;

    /// <summary>The layer's neurons.</summary>
    public LifSpec Lif { get; init; } = new();
}
