using System.Runtime.CompilerServices;
using Hnsg.Disk;
using Hnsg.Files;
using Hnsg.Networks;
using PureHDF;

namespace Hnsg.Nir;

/// <summary>Writes networks as NIR, which snnTorch, Norse, SpikingJelly, sinabs and others read.</summary>
/// <remarks>
/// NIR's neurons reset to a value, so NIR cannot express networks that subtract the threshold; they are refused. The same
/// network gives the same bytes. <c>docs/nir.md</c> says what is in the file and how exact it is.
/// </remarks>
public static class NirExport
{
    /// <summary>Name of the target on the command line.</summary>
    public const string Target = "nir";

    /// <summary>The usual ending of the file's name.</summary>
    public const string Extension = ".nir";

    /// <summary>Writes a network.</summary>
    /// <param name="network">
    /// A hidden network, or one of real weights; its neurons reset to zero, those of the last layer may never spike.
    /// </param>
    /// <param name="path">The file to create or replace.</param>
    /// <returns>Bytes of the file.</returns>
    /// <exception cref="InputException">NIR cannot express the network, or the file cannot be written.</exception>
    public static int Write(TrainedNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes = ToBytes(network);
        AtomicFile.Write(path, bytes);
        return bytes.Length;
    }

    /// <summary>The bytes of a network's file.</summary>
    /// <exception cref="InputException">NIR cannot express the network.</exception>
    public static byte[] ToBytes(TrainedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        RequireExpressible(network.Spec);
        // The HDF5 library makes code for the types of data sets as it runs.
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new InputException(
                "nir",
                "this hnsg was compiled ahead of time, so it cannot write HDF5. Run ./hnsg in the repository instead"
            );
        }
        using var bytes = new MemoryStream();
        File(network).Write(bytes);
        return bytes.ToArray();
    }

    private static void RequireExpressible(NetworkSpec spec)
    {
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            LifSpec lif = spec.Layers[layer].Lif;
            if (lif.Reset is not (ResetKind.Zero or ResetKind.None))
            {
                throw new InputException(
                    "model",
                    $"the neurons of layer {layer + 1} subtract the threshold when they spike, but NIR's are set to a fixed value, so "
                        + "NIR cannot express this network. Train one that it can: hnsg train --reset zero"
                );
            }
            if (lif.Kind != NeuronKind.Lif && lif.Kind != NeuronKind.If)
            {
                throw new InputException(
                    "model",
                    $"layer {layer + 1} has neurons of kind '{lif.Kind}'; only lif and if can be written as NIR: hnsg train --neuron lif"
                );
            }
            if (lif.Reset == ResetKind.None && lif.Kind == NeuronKind.If)
            {
                throw new InputException(
                    "model",
                    "a read-out of kind 'if' has no decay, but NIR's read-out has. Train with --neuron lif or --reset zero"
                );
            }
        }
    }

    private static H5File File(TrainedNetwork network)
    {
        NetworkSpec spec = network.Spec;
        var nodes = new H5Group { [NirNames.Input.ToLowerInvariant()] = Port(NirNames.Input, spec.Inputs) };
        List<string> chain = [NirNames.Input.ToLowerInvariant()];
        for (int l = 0; l < spec.Layers.Count; l++)
        {
            var layer = NirLayer.Of(network, l);
            chain.Add($"fc{l + 1}");
            nodes[chain[^1]] = Affine(layer);
            chain.Add($"{layer.Type.ToLowerInvariant()}{l + 1}");
            nodes[chain[^1]] = network is RealNetwork ? Neurons(layer, it => it) : Neurons(layer, it => (float)it);
        }
        chain.Add(NirNames.Output.ToLowerInvariant());
        nodes[chain[^1]] = Port(NirNames.Output, spec.Classes);
        return new H5File
        {
            [NirNames.Version] = NirNames.FormatVersion,
            [NirNames.Root] = new H5Group
            {
                [NirNames.Type] = NirNames.Graph,
                [NirNames.Nodes] = nodes,
                [NirNames.Edges] = Edges(chain),
                [NirNames.Metadata] = Metadata(network),
            },
        };
    }

    private static string[,] Edges(List<string> chain)
    {
        var edges = new string[chain.Count - 1, 2];
        for (int e = 0; e < chain.Count - 1; e++)
        {
            (edges[e, 0], edges[e, 1]) = (chain[e], chain[e + 1]);
        }
        return edges;
    }

    // A data set of its own: of the same string the writer would make one data set with several names.
    private static H5Dataset Text(string text) => new(text);

    private static H5Group Port(string type, int width) =>
        new() { [NirNames.Type] = Text(type), [NirNames.Shape] = new long[] { width } };

    private static H5Group Affine(NirLayer layer) =>
        new()
        {
            [NirNames.Type] = Text(NirNames.Affine),
            [NirNames.Weight] = new H5Dataset(layer.Weights, fileDims: [(ulong)layer.Neurons, (ulong)layer.Inputs]),
            [NirNames.Bias] = layer.Bias,
        };

    // In float32; those of real networks in float64, so that β and the weights come back with all their digits.
    private static H5Group Neurons<T>(NirLayer layer, Func<double, T> convert)
    {
        T[] All(double value) => [.. Enumerable.Repeat(convert(value), layer.Neurons)];
        var group = new H5Group { [NirNames.Type] = Text(layer.Type), [NirNames.R] = All(layer.R) };
        if (layer.Type != NirNames.If)
        {
            group[NirNames.Tau] = All(layer.Tau);
            group[NirNames.Leak] = All(0);
        }
        if (layer.Type != NirNames.Li)
        {
            group[NirNames.Threshold] = All(layer.Threshold);
            group[NirNames.Reset] = All(0);
        }
        return group;
    }

    // For people and for other tools; we ourselves read dt and the spec.
    private static H5Group Metadata(TrainedNetwork network)
    {
        NetworkSpec spec = network.Spec;
        var group = new H5Group { [NirNames.Step] = NirNames.UsualStep, ["reset"] = "zero" };
        if (network is RealNetwork real)
        {
            group[NirNames.Method] = real.Method;
        }
        else
        {
            group["seed"] = spec.Seed;
            group["kept"] = spec.Layers.Select(layer => layer.Keep).ToArray();
        }
        group["steps"] = (long)spec.Steps;
        group["encoding"] = ModelDescription.Name(spec.Encoding);
        group["input_unit"] = spec.Encoding == InputEncoding.Direct ? 1.0 / (1 << spec.FractionBits) : 1.0;
        group[NirNames.Spec] = ModelDescription.ToJson(spec, network.Metadata);
        return group;
    }
}
