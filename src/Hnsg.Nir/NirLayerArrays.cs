using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>Where the numbers of a layer are in a file; their shapes fit each other, and none has been read.</summary>
/// <param name="Map">The affine map's node.</param>
/// <param name="Node">The neurons' node.</param>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Neurons">Number of neurons.</param>
/// <param name="Weights">Neurons × inputs.</param>
internal sealed record NirLayerArrays(NirNode Map, NirNode Node, ulong Inputs, ulong Neurons, NirArray Weights)
{
    private NirArray? Bias { get; init; }
    private NirArray? Tau { get; init; }
    private NirArray? R { get; init; }
    private NirArray? Leak { get; init; }
    private NirArray? Threshold { get; init; }
    private NirArray? Reset { get; init; }

    /// <summary>Finds all layers of a graph.</summary>
    /// <exception cref="InputException">
    /// They are not affine maps and neurons in turn, shapes contradict each other, or they are too large.
    /// </exception>
    public static List<NirLayerArrays> Of(NirGraph graph)
    {
        List<NirLayerArrays> layers = [];
        ulong? width = null;
        if (graph.Input.Has(NirNames.Shape))
        {
            width = Product(graph.Input.Numbers(NirNames.Shape).ReadShape());
        }
        NirNode? map = null;
        foreach (NirNode node in graph.Chain)
        {
            if (map is not null)
            {
                layers.Add(Of(map, node, last: node == graph.Chain[^1]));
                width = layers[^1].Neurons;
                map = null;
            }
            // Pixels are in a row already.
            else if (node.Type == NirNames.Flatten)
            {
                if (node.Has(NirNames.InputType))
                {
                    RequireShape(node.Numbers(NirNames.InputType), width);
                }
            }
            else if (node.Type is NirNames.Affine or NirNames.Linear)
            {
                map = node;
                NirArray weights = map.Numbers(NirNames.Weight);
                (_, ulong inputs) = weights.Matrix();
                if (inputs != (width ?? inputs))
                {
                    throw weights.Wrong(
                        $"it takes {inputs} inputs, but "
                            + (layers.Count > 0 ? $"the layer before it has {width} neurons" : $"the Input has {width}")
                    );
                }
            }
            else
            {
                throw Unexpected(node, "Affine or Linear");
            }
        }
        if (map is not null)
        {
            throw map.Wrong("no neurons follow it. Networks must end with LIF, IF or LI neurons, one per class");
        }
        if (layers.Count == 0)
        {
            throw graph.Root.Wrong(NirNames.Nodes, "there are no neurons");
        }
        if (graph.Output.Has(NirNames.Shape))
        {
            RequireShape(graph.Output.Numbers(NirNames.Shape), width);
        }
        RequireSizes(graph, layers);
        return layers;
    }

    /// <summary>Reads the numbers.</summary>
    public NirReadLayer Read()
    {
        int neurons = (int)Neurons;
        double[] zeros = new double[neurons];
        return new NirReadLayer
        {
            Map = Map,
            Node = Node,
            Type = Node.Type,
            Inputs = (int)Inputs,
            Neurons = neurons,
            Weights = Weights.Read(),
            Bias = Bias?.Read(neurons) ?? zeros,
            Rounded = Weights.Read().CountRounded() + (Bias?.Read().CountRounded() ?? 0),
            Tau = Tau?.Read(neurons) ?? [],
            R = R!.Read(neurons),
            Leak = Leak?.Read(neurons) ?? zeros,
            Threshold = Threshold?.Read(neurons) ?? [],
            Reset = Reset?.Read(neurons) ?? zeros,
        };
    }

    private static NirLayerArrays Of(NirNode map, NirNode node, bool last)
    {
        string type = node.Type;
        if (type is not (NirNames.Lif or NirNames.If) && !(last && type == NirNames.Li))
        {
            throw Unexpected(node, last ? "LIF, IF or LI" : "LIF or IF");
        }
        NirArray weights = map.Numbers(NirNames.Weight);
        (ulong neurons, ulong inputs) = weights.Matrix();
        NirArray? ForEach(NirNode of, string name, bool there) => there ? of.Numbers(name).ForNeurons(neurons) : null;
        return new NirLayerArrays(map, node, inputs, neurons, weights)
        {
            Bias = ForEach(map, NirNames.Bias, map.Type == NirNames.Affine),
            Tau = ForEach(node, NirNames.Tau, type != NirNames.If),
            R = ForEach(node, NirNames.R, true),
            Leak = ForEach(node, NirNames.Leak, type != NirNames.If),
            Threshold = ForEach(node, NirNames.Threshold, type != NirNames.Li),
            Reset = ForEach(node, NirNames.Reset, type != NirNames.Li && node.Has(NirNames.Reset)),
        };
    }

    // No layer, nor all of them together, may be larger than a model file holds.
    private static void RequireSizes(NirGraph graph, List<NirLayerArrays> layers)
    {
        try
        {
            long total = new NetworkSpec
            {
                Inputs = (int)Math.Min(layers[0].Inputs, int.MaxValue),
                Layers = [.. layers.Select(it => new LayerSpec { Neurons = (int)Math.Min(it.Neurons, int.MaxValue) })],
            }
                .Validate(real: true)
                .AllConnections;
            if (total > NetworkSpec.MostConnections)
            {
                throw new OptionException(
                    "hidden",
                    FormattableString.Invariant(
                        $"the layers have {total:N0} connections, but a model file holds at most {NetworkSpec.MostConnections:N0}"
                    )
                );
            }
        }
        catch (OptionException error)
        {
            throw graph.Root.Wrong(NirNames.Nodes, $"the network is out of range: {error.Message}");
        }
    }

    private static void RequireShape(NirArray array, ulong? width)
    {
        ulong[] shape = array.ReadShape();
        if (width is not null && Product(shape) != width)
        {
            throw array.Wrong(
                $"it is ({string.Join(", ", shape)}), {Product(shape)} in total, but the network has {width} there"
            );
        }
    }

    private static ulong Product(ulong[] shape) =>
        (ulong)shape.Aggregate(UInt128.One, (product, size) => UInt128.Min(product * size, ulong.MaxValue));

    private static InputException Unexpected(NirNode node, string needed) =>
        node.Wrong(
            NirNames.Type,
            $"'{node.Type}' is here, but {needed} is needed. Only networks in which Affine or Linear nodes alternate with LIF or "
                + "IF nodes can be read. They may contain Flatten nodes and end with LI"
        );
}
