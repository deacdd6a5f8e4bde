using System.IO.Compression;
using Hnsg.Files;
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

    /// <summary>Writes a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file to make or replace.</param>
    /// <returns>Bytes of the file.</returns>
    /// <exception cref="InputException">
    /// The network has other neurons or another encoding, or the file cannot be written.
    /// </exception>
    public static int Write(HiddenNetwork network, string path)
    {
        byte[] bytes = ToBytes(network);
        AtomicFile.Write(path, bytes);
        return bytes.Length;
    }

    /// <summary>The bytes of a network's file.</summary>
    /// <exception cref="InputException">The network has other neurons or another encoding.</exception>
    public static byte[] ToBytes(HiddenNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Spec.RequirePlain("an export to NumPy");
        NetworkSpec spec = network.Spec;
        int layers = spec.Layers.Count;
        int[] all = [.. Enumerable.Range(0, layers)];
        var zip = new StoredZip();
        void Add(string name, byte[] array) => zip.Add(name + NpyArray.Extension, array);

        Add("steps", NpyArray.Of([spec.Steps]));
        Add("encoding", NpyArray.Of([SpecNames.Of(spec.Encoding)]));
        Add("fraction_bits", NpyArray.Of([spec.FractionBits]));
        Add("seed", NpyArray.Of(spec.Seed));
        Add("weight_kind", NpyArray.Of([SpecNames.Of(spec.Weights)]));
        Add("threshold", NpyArray.Of([.. all.Select(spec.Threshold)], layers));
        Add("decay_shift", NpyArray.Of([.. spec.Layers.Select(it => it.Lif.DecayShift)], layers));
        Add("reset", NpyArray.Of([.. spec.Layers.Select(it => SpecNames.Of(it.Lif.Reset))], layers));
        Add("keep", NpyArray.Of([.. spec.Layers.Select(it => it.Keep)], layers));
        Add("scale", NpyArray.Of([.. all.Select(spec.Scale)], layers));
        Add("classes", NpyArray.Of(network.Metadata.Classes, network.Metadata.Classes.Count));
        Add(ModelArray, NpyArray.Of([ExportManifest.Identity(network)]));
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
            Add($"weight{layer}", NpyArray.Of(weights, mask.Inputs, mask.Neurons));
            Add($"mask{layer}", NpyArray.Of(kept, mask.Inputs, mask.Neurons));
        }
        return zip.ToBytes();
    }

    /// <summary>What the file says that it was made of, as <see cref="ExportManifest.Identity"/> gives it.</summary>
    /// <exception cref="InputException">It is missing, damaged, or no export.</exception>
    public static string ModelOf(string path)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            using var bytes = new MemoryStream();
            zip.GetEntry(ModelArray + NpyArray.Extension)?.Open().CopyTo(bytes);
            return NpyArray.ReadString(bytes.ToArray())
                ?? throw new InputException(
                    path,
                    $"it has no array '{ModelArray}', so 'hnsg export npz' has not made it"
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
