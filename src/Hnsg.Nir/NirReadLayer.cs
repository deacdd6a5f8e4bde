namespace Hnsg.Nir;

/// <summary>A layer as it stands in a file: an affine map and the neurons behind it, one number a neuron.</summary>
internal sealed record NirReadLayer
{
    /// <summary>The neurons' node, for messages.</summary>
    public required NirNode Node { get; init; }

    /// <summary>LIF, IF or LI.</summary>
    public required string Type { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Number of neurons.</summary>
    public required int Neurons { get; init; }

    /// <summary>Neurons × inputs.</summary>
    public required double[] Weights { get; init; }

    /// <summary>Added to every current.</summary>
    public required double[] Bias { get; init; }

    /// <summary>Seconds; empty for IF.</summary>
    public double[] Tau { get; init; } = [];

    public required double[] R { get; init; }

    /// <summary>v_leak; zeros for IF.</summary>
    public required double[] Leak { get; init; }

    /// <summary>v_threshold; empty for LI.</summary>
    public double[] Threshold { get; init; } = [];

    /// <summary>v_reset; zeros for LI, and where the file has none.</summary>
    public required double[] Reset { get; init; }

    /// <summary>Reads all layers of a row of nodes.</summary>
    /// <exception cref="InputException">They are not affine maps and neurons in turn.</exception>
    public static List<NirReadLayer> Of(IReadOnlyList<NirNode> chain)
    {
        List<NirReadLayer> layers = [];
        for (int n = 0; n < chain.Count; n += 2)
        {
            NirNode map = chain[n];
            if (map.Type is not (NirNames.Affine or NirNames.Linear))
            {
                throw Unexpected(map, "Affine or Linear");
            }
            if (n + 1 == chain.Count)
            {
                throw map.Wrong("no neurons follow it. Networks end with LIF, IF or LI neurons, one a class");
            }
            layers.Add(Of(map, chain[n + 1], n + 2 == chain.Count));
            if (layers.Count > 1 && layers[^2].Neurons != layers[^1].Inputs)
            {
                throw map.Wrong(
                    NirNames.Weight,
                    $"it takes {layers[^1].Inputs} inputs, and {layers[^2].Neurons} neurons come before it"
                );
            }
        }
        return layers;
    }

    private static NirReadLayer Of(NirNode map, NirNode node, bool last)
    {
        double[] weights = map.Numbers(NirNames.Weight, out ulong[] shape);
        if (shape.Length != 2 || shape[0] == 0 || shape[1] == 0)
        {
            throw map.Wrong(
                NirNames.Weight,
                $"it has shape ({string.Join(", ", shape)}), and (neurons, inputs) is needed"
            );
        }
        ulong neurons = shape[0];
        double[] zeros = new double[neurons];
        string type = node.Type;
        if (type is not (NirNames.Lif or NirNames.If) && !(last && type == NirNames.Li))
        {
            throw Unexpected(node, last ? "LIF, IF or LI" : "LIF or IF");
        }
        return new NirReadLayer
        {
            Node = node,
            Type = type,
            Inputs = (int)shape[1],
            Neurons = (int)neurons,
            Weights = weights,
            Bias = map.Type == NirNames.Affine ? map.Numbers(NirNames.Bias, neurons) : zeros,
            Tau = type == NirNames.If ? [] : node.Numbers(NirNames.Tau, neurons),
            R = node.Numbers(NirNames.R, neurons),
            Leak = type == NirNames.If ? zeros : node.Numbers(NirNames.Leak, neurons),
            Threshold = type == NirNames.Li ? [] : node.Numbers(NirNames.Threshold, neurons),
            Reset = type == NirNames.Li || !node.Has(NirNames.Reset) ? zeros : node.Numbers(NirNames.Reset, neurons),
        };
    }

    private static InputException Unexpected(NirNode node, string needed) =>
        node.Wrong(
            NirNames.Type,
            $"'{node.Type}' is here and {needed} is needed. Networks of Affine or Linear and LIF or IF nodes in turn can be read; "
                + "Flatten may be among them, and LI at the end"
        );
}
