namespace Hnsg.Nir;

/// <summary>The graph of a NIR file: nodes in a row, from the input to the output.</summary>
/// <param name="Root">The graph's own group.</param>
/// <param name="Input">The node of type Input.</param>
/// <param name="Chain">The nodes between.</param>
/// <param name="Output">The node of type Output.</param>
internal sealed record NirGraph(NirNode Root, NirNode Input, IReadOnlyList<NirNode> Chain, NirNode Output)
{
    // Far more than the layers that a network may have.
    private const int MostNodes = 256;
    private const int MostEdges = 1024;

    /// <summary>Reads the graph.</summary>
    /// <param name="root">Its group.</param>
    /// <exception cref="InputException">It is damaged, or its nodes are not in a row.</exception>
    public static NirGraph Read(NirNode root)
    {
        if (root.Type != NirNames.Graph)
        {
            throw root.Wrong(NirNames.Type, $"it is '{root.Type}', but a {NirNames.Graph} is needed");
        }
        NirNode group = root.Group(NirNames.Nodes);
        string[] names = [.. group.Children];
        if (names.Length > MostNodes)
        {
            throw root.Wrong(NirNames.Nodes, $"there are {names.Length} nodes, but at most {MostNodes} can be read");
        }
        Dictionary<string, NirNode> nodes = names.ToDictionary(name => name, group.Group);
        (string Source, string Target)[] edges = root.Pairs(NirNames.Edges, MostEdges);
        foreach ((string source, string target) in edges)
        {
            if (!nodes.ContainsKey(source) || !nodes.ContainsKey(target))
            {
                throw root.Wrong(NirNames.Edges, $"'{source}' → '{target}' names a node that does not exist");
            }
        }
        string[] inputs = [.. names.Where(name => nodes[name].Type == NirNames.Input)];
        if (inputs.Length != 1)
        {
            throw root.Wrong(
                NirNames.Nodes,
                $"there are {inputs.Length} nodes of type Input, but exactly one is needed"
            );
        }
        List<NirNode> chain = [];
        string at = inputs[0];
        var seen = new HashSet<string> { at };
        while (nodes[at].Type != NirNames.Output)
        {
            string[] next = [.. edges.Where(edge => edge.Source == at).Select(edge => edge.Target).Distinct()];
            if (next.Length != 1 || !seen.Add(next[0]))
            {
                throw nodes[at]
                    .Wrong(
                        next.Length == 0
                            ? "nothing follows it, but it is not an Output"
                            : $"it leads to {Names(next)}, but only networks whose nodes form a single chain can be read"
                    );
            }
            at = next[0];
            chain.Add(nodes[at]);
        }
        if (seen.Count != names.Length)
        {
            throw root.Wrong(
                NirNames.Nodes,
                $"{Names(names.Where(name => !seen.Contains(name)))} is not on the way from the input to the output"
            );
        }
        return new NirGraph(root, nodes[inputs[0]], chain[..^1], chain[^1]);
    }

    /// <summary>The size of the pictures that are the input, as far as shapes tell: of two sizes, or of more whose others are 1.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <returns>Width and height; those of a square where no shape tells and the inputs can be one; else null.</returns>
    public (int Width, int Height)? Picture(int inputs)
    {
        IEnumerable<(NirNode Node, string Name)> shapes = Chain
            .TakeWhile(node => node.Type == NirNames.Flatten)
            .Select(node => (node, NirNames.InputType))
            .Prepend((Input, NirNames.Shape));
        foreach ((NirNode node, string name) in shapes)
        {
            ulong[] shape = node.Has(name) ? node.Numbers(name).ReadShape() : [];
            if (shape.Length >= 2 && shape[^2] * shape[^1] == (ulong)inputs)
            {
                return ((int)shape[^1], (int)shape[^2]);
            }
        }
        int side = (int)Math.Sqrt(inputs);
        return side * side == inputs ? (side, side) : null;
    }

    // A few of them, as people write it.
    private static string Names(IEnumerable<string> names)
    {
        string[] all = [.. names];
        string more = all.Length > 3 ? $" and {all.Length - 3} others" : "";
        return string.Join(" and ", all.Take(3)) + more;
    }
}
