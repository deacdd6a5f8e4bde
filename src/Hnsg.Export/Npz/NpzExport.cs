using System.IO.Compression;
using Hnsg.Disk;
using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Export.Npz;

/// <summary>A network as NumPy arrays in one <c>.npz</c> file: weights, masks, thresholds and spec.</summary>
/// <remarks>The same network gives the same bytes on every machine. <c>docs/npz.md</c> names every array.</remarks>
public static class NpzExport
{
    /// <summary>Name of the target on the command line.</summary>
    public const string Target = "npz";

    /// <summary>The usual ending of the file's name.</summary>
    public const string Extension = ".npz";

    private const string ModelArray = "model";

    // Of the array that holds a SHA-256 as text.
    private const int MostBytes = 1 << 12;

    /// <summary>Writes a network.</summary>
    /// <param name="network">A hidden network, or one of real weights.</param>
    /// <param name="path">The file to create or replace.</param>
    /// <returns>Bytes of the file.</returns>
    /// <exception cref="InputException">
    /// The network has other neurons or another encoding, or the file cannot be written.
    /// </exception>
    public static int Write(TrainedNetwork network, string path)
    {
        byte[] bytes = ToBytes(network);
        AtomicFile.Write(path, bytes);
        return bytes.Length;
    }

    /// <summary>Makes a file ready to be run by the lines of Python in <c>docs/npz.md</c>, to be compared with the library.</summary>
    /// <param name="file">The export.</param>
    /// <param name="spec">What it should be.</param>
    /// <param name="cancellation">Stops the search for a Python that has NumPy.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static ExportProgram Open(string file, NetworkSpec spec, CancellationToken cancellation = default) =>
        new NpzProgram(file, spec, cancellation);

    /// <summary>The bytes of a network's file.</summary>
    /// <exception cref="InputException">The network has other neurons or another encoding.</exception>
    public static byte[] ToBytes(TrainedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var zip = new StoredZip();
        switch (network)
        {
            case HiddenNetwork hidden:
                Add(zip, hidden);
                break;
            case RealNetwork real:
                Add(zip, real);
                break;
            default:
                throw new InputException(
                    "model",
                    "it has a mask of signs as well as a seed. Only networks of method hnsg and networks with real weights can be exported as NumPy arrays"
                );
        }
        return zip.ToBytes();
    }

    private static void Add(StoredZip zip, HiddenNetwork network)
    {
        NetworkSpec spec = network.Spec;
        spec.RequirePlain("exporting to NumPy");
        int layers = spec.Layers.Count;
        int[] all = [.. Enumerable.Range(0, layers)];
        AddCommon(zip, network);
        Add(zip, "weight_kind", NpyArray.Of([SpecNames.Of(spec.Weights)]));
        Add(zip, "threshold", NpyArray.Of([.. all.Select(spec.Threshold)], layers));
        Add(zip, "decay_shift", NpyArray.Of([.. spec.Layers.Select(it => it.Lif.DecayShift)], layers));
        Add(zip, "reset", Resets(spec));
        Add(zip, "keep", NpyArray.Of([.. spec.Layers.Select(it => it.Keep)], layers));
        Add(zip, "scale", NpyArray.Of([.. all.Select(spec.Scale)], layers));
        AddIdentity(zip, network);
        for (int layer = 0; layer < layers; layer++)
        {
            Mask mask = network.Masks[layer];
            var weights = new sbyte[mask.Connections];
            FrozenWeights.Fill(spec.Weights, spec.Seed, layer, 0, weights);
            var kept = new bool[mask.Connections];
            for (int index = 0; index < kept.Length; index++)
            {
                kept[index] = mask[index];
            }
            Add(zip, $"weight{layer}", NpyArray.Of(weights, mask.Rows, mask.Columns));
            Add(zip, $"mask{layer}", NpyArray.Of(kept, mask.Rows, mask.Columns));
        }
    }

    private static void Add(StoredZip zip, RealNetwork network)
    {
        NetworkSpec spec = network.Spec;
        bool neurons = spec.Layers.All(it => it.Lif.Kind == NeuronKind.Lif || it.Lif.Kind == NeuronKind.If);
        if (!neurons || spec.Encoding is not (InputEncoding.Direct or InputEncoding.Rate))
        {
            throw new InputException(
                "model",
                "exporting real weights to NumPy needs LIF or IF neurons and direct or rate-coded input"
            );
        }
        int layers = spec.Layers.Count;
        AddCommon(zip, network);
        Add(zip, "threshold", NpyArray.Of([.. spec.Layers.Select(it => (float)it.Lif.Threshold)], layers));
        Add(zip, "beta", NpyArray.Of([.. spec.Layers.Select(it => (float)it.Lif.Beta)], layers));
        Add(zip, "reset", Resets(spec));
        AddIdentity(zip, network);
        for (int layer = 0; layer < layers; layer++)
        {
            LayerWeights weights = network.Weights[layer];
            int width = spec.Layers[layer].Neurons;
            Add(zip, $"weight{layer}", NpyArray.Of(weights.All(spec, layer), spec.FanIn(layer), width));
            Add(zip, $"bias{layer}", NpyArray.Of(weights.Bias is { } bias ? bias.Span : new float[width], width));
        }
    }

    private static void AddCommon(StoredZip zip, TrainedNetwork network)
    {
        NetworkSpec spec = network.Spec;
        Add(zip, "steps", NpyArray.Of([spec.Steps]));
        Add(zip, "encoding", NpyArray.Of([SpecNames.Of(spec.Encoding)]));
        Add(zip, "fraction_bits", NpyArray.Of([spec.FractionBits]));
        Add(zip, "seed", NpyArray.Of(spec.Seed));
    }

    private static void AddIdentity(StoredZip zip, TrainedNetwork network)
    {
        Add(zip, "classes", NpyArray.Of(network.Metadata.Classes, network.Metadata.Classes.Count));
        Add(zip, ModelArray, NpyArray.Of([ExportManifest.Identity(network)]));
    }

    private static byte[] Resets(NetworkSpec spec) =>
        NpyArray.Of([.. spec.Layers.Select(it => SpecNames.Of(it.Lif.Reset))], spec.Layers.Count);

    private static void Add(StoredZip zip, string name, byte[] array) => zip.Add(name + NpyArray.Extension, array);

    /// <summary>The model that the file says it was made from, as <see cref="ExportManifest.Identity"/> gives it.</summary>
    /// <exception cref="InputException">It is missing, damaged, or not an export.</exception>
    public static string ModelOf(string path)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            using Stream? array = zip.GetEntry(ModelArray + NpyArray.Extension)?.Open();
            return NpyArray.ReadString(
                    array is null ? [] : InputFile.Read(array, path, MostBytes, "an export of Hnsg", []).Span
                )
                ?? throw new InputException(
                    path,
                    $"the array '{ModelArray}' is missing, so 'hnsg export npz' did not write this file"
                );
        }
        catch (InvalidDataException error)
        {
            throw new InputException(path, $"it is damaged: {error.Message} Export the model again", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it could not be read: {error.Message}", error);
        }
    }
}
