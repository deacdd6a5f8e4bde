namespace Hnsg.Nir.Tests;

/// <summary>A network of 4 inputs and 3 neurons as h5py writes it, to be changed before it is closed.</summary>
internal static class H5pyNetwork
{
    /// <summary>Defines <c>write(file, change, version)</c>; <c>change</c> gets the file, the graph and its nodes.</summary>
    public const string Writing = """
        import h5py, numpy as np
        def write(file, change, version="earliest"):
            with h5py.File(file, "w", libver=version) as f:
                graph = f.create_group("node")
                graph["type"] = "NIRGraph"
                graph["edges"] = [["input", "fc"], ["fc", "lif"], ["lif", "output"]]
                nodes = graph.create_group("nodes")
                def node(name, kind, **arrays):
                    nodes.create_group(name)["type"] = kind
                    for key, array in arrays.items():
                        nodes[name][key] = array
                one = np.ones(3, "f4")
                node("input", "Input", shape=np.array([4]))
                node("fc", "Affine", weight=np.arange(12, dtype="f4").reshape(3, 4), bias=0 * one)
                node("lif", "LIF", tau=one / 1000, r=one, v_leak=0 * one, v_threshold=one, v_reset=0 * one)
                node("output", "Output", shape=np.array([3]))
                change(f, graph, nodes)

        """;
}
