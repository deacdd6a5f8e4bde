using Hnsg.Nir.Hdf5;

namespace Hnsg.Nir;

/// <summary>A layer as it stands in a file: an affine map and the neurons behind it, one number a neuron.</summary>
internal sealed record NirReadLayer
{
    /// <summary>The affine map's node, for messages.</summary>
    public required NirNode Map { get; init; }

    /// <summary>The neurons' node, for messages.</summary>
    public required NirNode Node { get; init; }

    /// <summary>LIF, IF or LI.</summary>
    public required string Type { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Number of neurons.</summary>
    public required int Neurons { get; init; }

    /// <summary>Neurons × inputs.</summary>
    public required Hdf5Numbers Weights { get; init; }

    /// <summary>Added to every current.</summary>
    public required double[] Bias { get; init; }

    /// <summary>Weights and biases that are no float32.</summary>
    public int Rounded { get; init; }

    /// <summary>Seconds; empty for IF.</summary>
    public double[] Tau { get; init; } = [];

    public required double[] R { get; init; }

    /// <summary>v_leak; zeros for IF.</summary>
    public required double[] Leak { get; init; }

    /// <summary>v_threshold; empty for LI.</summary>
    public double[] Threshold { get; init; } = [];

    /// <summary>v_reset; zeros for LI, and where the file has none.</summary>
    public required double[] Reset { get; init; }
}
