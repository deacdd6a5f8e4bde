using Hnsg.Disk;
using Hnsg.Networks;

namespace Hnsg.Export.Onnx;

/// <summary>A network as an ONNX model: a loop over the steps, in whole numbers, for any batch of pictures.</summary>
/// <remarks>
/// Input: <c>pixels</c>, uint8 [batch, inputs]; rate-coded networks have <c>sample</c> too, int64 [batch]. Outputs:
/// <c>votes</c>, int32 [batch, classes], <c>class</c>, int64 [batch], and on request the spikes of each layer. The same network
/// gives the same bytes.
/// </remarks>
public static class OnnxExport
{
    /// <summary>Name of the target on the command line.</summary>
    public const string Target = "onnx";

    /// <summary>The usual ending of the file's name.</summary>
    public const string Extension = ".onnx";

    /// <summary>What the metadata call the model file that it was written from.</summary>
    public const string ModelProperty = "hnsg.model";

    // Of the format; onnx 1.12 and ONNX Runtime 1.14 read it.
    private const int Version = 8;

    /// <summary>Writes a network.</summary>
    /// <param name="network">A hidden network.</param>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="options">Choices.</param>
    /// <returns>Bytes of the file.</returns>
    /// <exception cref="InputException">
    /// The network has other weights, neurons or another encoding, or the file cannot be written.
    /// </exception>
    public static int Write(TrainedNetwork network, string path, OnnxExportOptions? options = null)
    {
        byte[] bytes = ToBytes(network, options);
        AtomicFile.Write(path, bytes);
        return bytes.Length;
    }

    /// <summary>The bytes of a network's file.</summary>
    /// <exception cref="InputException">The network has other weights, neurons or another encoding.</exception>
    public static byte[] ToBytes(TrainedNetwork network, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network is not HiddenNetwork hidden)
        {
            throw new InputException(
                "model",
                "exporting to ONNX needs a network of a seed and masks, such as method hnsg trains. ONNX Runtime would add real "
                    + "weights in an order of its own, which can change spikes. Use 'hnsg export npz' or 'nir' for them"
            );
        }
        hidden.Spec.RequirePlain("exporting to ONNX");
        OnnxGraph graph = OnnxNetwork.Of(hidden, options ?? new OnnxExportOptions());
        // Fields of ModelProto.
        return new ProtoWriter()
            .Add(1, Version)
            .Add(2, "hnsg")
            .Add(7, graph.ToProto())
            .Add(8, new ProtoWriter().Add(1, "").Add(2, OnnxNetwork.Operations(network.Spec)))
            .Add(14, new ProtoWriter().Add(1, ModelProperty).Add(2, ExportManifest.Identity(network)))
            .ToBytes();
    }
}
