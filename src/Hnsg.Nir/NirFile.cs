using PureHDF;

namespace Hnsg.Nir;

/// <summary>Reads the graph of a NIR file: nodes in a row, from the input to the output.</summary>
internal static class NirFile
{
    /// <summary>The nodes, without input, output, and what only changes the shape of pictures.</summary>
    /// <param name="file">The file.</param>
    /// <param name="use">Gets the graph and its nodes, while the file is open.</param>
    /// <exception cref="InputException">It is missing, damaged, or no feed-forward network.</exception>
    public static T Read<T>(string file, Func<NirNode, IReadOnlyList<NirNode>, T> use)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                file,
                File.Exists(file) ? $"it could not be read: {error.Message}" : "there is no such file",
                error
            );
        }
        try
        {
            using var stream = new MemoryStream(bytes);
            using var root = H5File.Open(stream);
            NirNode graph = new NirNode(file, "", root).Group(NirNames.Root);
            return use(graph, Chain(graph));
        }
        // What the HDF5 reader throws at a damaged file is of every kind, arrays of impossible lengths among it.
        catch (Exception error) when (error is not (InputException or OptionException))
        {
            throw new InputException(file, $"it is damaged, or no HDF5 file: {error.Message}", error);
        }
    }

    private static List<NirNode> Chain(NirNode graph)
    {
        if (graph.Type != NirNames.Graph)
        {
            throw graph.Wrong(NirNames.Type, $"it is '{graph.Type}', and a {NirNames.Graph} is needed");
        }
        NirNode group = graph.Group(NirNames.Nodes);
        Dictionary<string, NirNode> nodes = group.Children().ToDictionary(name => name, group.Group);
        (string Source, string Target)[] edges = graph.Pairs(NirNames.Edges);
        foreach ((string source, string target) in edges)
        {
            if (!nodes.ContainsKey(source) || !nodes.ContainsKey(target))
            {
                throw graph.Wrong(NirNames.Edges, $"'{source}' → '{target}' names a node that is not there");
            }
        }
        string[] inputs = [.. nodes.Where(it => it.Value.Type == NirNames.Input).Select(it => it.Key)];
        if (inputs.Length != 1)
        {
            throw graph.Wrong(NirNames.Nodes, $"there are {inputs.Length} nodes of type Input; one is needed");
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
                            ? "nothing follows it, and it is no Output"
                            : $"it leads to {string.Join(" and ", next)}: only networks whose nodes follow each other in a row can be read"
                    );
            }
            at = next[0];
            chain.Add(nodes[at]);
        }
        if (seen.Count != nodes.Count)
        {
            string[] others = [.. nodes.Keys.Where(name => !seen.Contains(name))];
            throw graph.Wrong(
                NirNames.Nodes,
                $"{string.Join(", ", others)} is not on the way from the input to the output"
            );
        }
        chain.RemoveAt(chain.Count - 1);
        // Pixels are in a row already.
        chain.RemoveAll(node => node.Type == NirNames.Flatten);
        return chain;
    }
}
