using Hnsg.Networks;
using Hnsg.Randomness;
using PureHDF;

namespace Hnsg.Nir.Tests;

/// <summary>Networks and files that tests need to have.</summary>
internal static class Some
{
    /// <summary>Layers of 5 and 3 neurons over 6 inputs; spikes set the membrane to zero.</summary>
    public static NetworkSpec Spec { get; } =
        new()
        {
            Inputs = 6,
            Seed = 0xFEDC_BA98_7654_3210,
            Steps = 9,
            Layers =
            [
                new()
                {
                    Neurons = 5,
                    Keep = 0.4,
                    Lif = new LifSpec { DecayShift = 3, Reset = ResetKind.Zero },
                },
                new()
                {
                    Neurons = 3,
                    Keep = 0.5,
                    Lif = new LifSpec { DecayShift = 4, Reset = ResetKind.Zero },
                },
            ],
        };

    /// <summary>A network of a spec whose masks are random.</summary>
    public static HiddenNetwork Network(NetworkSpec spec)
    {
        var masks = new List<Mask>();
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            var mask = new MaskBuilder(spec.FanIn(layer), spec.Layers[layer].Neurons);
            var key = new RandomKey(7);
            for (uint draw = 0; mask.Kept < spec.KeptConnections(layer); draw++)
            {
                mask[key.Below((uint)layer, draw, (uint)mask.Connections)] = true;
            }
            masks.Add(mask.Build());
        }
        return new HiddenNetwork(spec, masks) { Metadata = new ModelMetadata { Classes = ["a", "b", "c"] } };
    }

    /// <summary>A picture of random pixels.</summary>
    public static byte[] Picture(int inputs, int number)
    {
        var key = new RandomKey(11);
        return [.. Enumerable.Range(0, inputs).Select(i => (byte)key.Draw((uint)number, (uint)i))];
    }

    /// <summary>A file of other tools: nodes in a row, all parameters of neurons given.</summary>
    public static H5File Graph(params (string Name, H5Group Node)[] nodes)
    {
        var group = new H5Group();
        var edges = new string[nodes.Length - 1, 2];
        for (int n = 0; n < nodes.Length; n++)
        {
            group[nodes[n].Name] = nodes[n].Node;
            if (n > 0)
            {
                (edges[n - 1, 0], edges[n - 1, 1]) = (nodes[n - 1].Name, nodes[n].Name);
            }
        }
        return new H5File
        {
            ["version"] = "1.0.6",
            ["node"] = new H5Group
            {
                ["type"] = "NIRGraph",
                ["nodes"] = group,
                ["edges"] = edges,
            },
        };
    }

    public static H5Group Port(string type, params long[] shape) => new() { ["type"] = type, ["shape"] = shape };

    public static H5Group Affine(float[,] weight, params float[] bias) =>
        new()
        {
            ["type"] = "Affine",
            ["weight"] = weight,
            ["bias"] = bias,
        };

    public static H5Group Lif(float[] tau, float[] r, float[] leak, float[] threshold, float[]? reset) =>
        With(
            new()
            {
                ["type"] = "LIF",
                ["tau"] = tau,
                ["r"] = r,
                ["v_leak"] = leak,
                ["v_threshold"] = threshold,
            },
            reset
        );

    private static H5Group With(H5Group group, float[]? reset)
    {
        if (reset is not null)
        {
            group["v_reset"] = reset;
        }
        return group;
    }
}
