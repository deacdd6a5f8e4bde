using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Hnsg.Disk;
using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>The <c>.hnsg</c> model file: a spec and its coded masks; the seed determines everything else.</summary>
/// <remarks>
/// Versions 1 and 2, numbers little-endian:
/// <code>
/// bytes  content
/// 4      "HNSG"
/// 2      version
/// 4 + n  length n and JSON (UTF-8): spec and metadata, fields with the version's default left out
/// 4 + n  length n and coded mask, for every layer in order
/// 8      the first bytes of the SHA-256 of everything before
/// </code>
/// Version 2 is written only for what version 1 cannot hold: neurons other than LIF, and later encodings. The
/// same network has the same bytes, always and everywhere.
/// </remarks>
internal static class ModelFile
{
    /// <summary>The version that is written, and the newest that can be read.</summary>
    public const int Version = 2;

    /// <summary>The usual ending of a model file's name.</summary>
    public const string Extension = ".hnsg";

    /// <summary>Largest size of a file in bytes: 2^28 connections take 32 MiB when their masks cannot be compressed.</summary>
    internal const int MostBytes = 48 << 20;

    internal const int HeaderBytes = 6;
    internal const int ChecksumBytes = 8;
    internal const int LengthBytes = 4;

    internal static ReadOnlySpan<byte> Magic => "HNSG"u8;

    /// <summary>The bytes of a network's file.</summary>
    /// <exception cref="OptionException">The layers together have more than 2^28 connections.</exception>
    public static byte[] ToBytes(HiddenNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkSpec spec = network.Spec;
        ModelLimits.CheckTotal(spec);
        using var bytes = new MemoryStream();
        bytes.Write(Magic);
        bytes.Write([(byte)(ModelJson.NeedsVersion2(spec) ? 2 : 1), 0]);
        Section(
            bytes,
            JsonSerializer.SerializeToUtf8Bytes(
                ModelJson.From(spec, network.Metadata),
                ModelJsonContext.Default.ModelJson
            )
        );
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            Section(bytes, MaskBytes(network, layer));
        }
        bytes.Write(Checksum(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <summary>Writes a network's file, completely or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file to create or replace.</param>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    /// <exception cref="OptionException">The layers together have more than 2^28 connections.</exception>
    public static void Write(HiddenNetwork network, string path) => AtomicFile.Write(path, ToBytes(network));

    /// <summary>Reads a network's file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing, not a model file, of a newer version, cut off, or damaged.</exception>
    public static HiddenNetwork Read(string path)
    {
        using FileStream stream = InputFile.Open(path);
        try
        {
            return Read(stream, path);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }

    /// <summary>Reads the file of a network of any kind.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing, not a model file, of a newer version, cut off, or damaged.</exception>
    public static TrainedNetwork ReadAny(string path)
    {
        using FileStream stream = InputFile.Open(path);
        try
        {
            return ReadAny(Bytes(stream, path), path);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }

    /// <summary>Reads a network of any kind from the bytes of its file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
    public static TrainedNetwork ReadAny(ReadOnlySpan<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return bytes.StartsWith(WeightFile.Magic) ? WeightFileReader.Read(bytes, name) : Read(bytes, name);
    }

    /// <summary>Reads a network from a stream, to the stream's end.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
    public static HiddenNetwork Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return Read(Bytes(stream, name), name);
    }

    // A stream need not know its length; its first bytes tell how long it may be.
    private static ReadOnlySpan<byte> Bytes(Stream stream, string name)
    {
        var start = new byte[FileKind.Bytes];
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> known = start.AsSpan(0, count);
        if (count < start.Length || !(known.StartsWith(Magic) || known.StartsWith(WeightFile.Magic)))
        {
            return known;
        }
        int most = known.StartsWith(Magic) ? MostBytes : WeightFile.MostBytes;
        return InputFile.Read(stream, name, most, "a model file", start).Span;
    }

    /// <summary>Reads a network from the bytes of its file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
    public static HiddenNetwork Read(ReadOnlySpan<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (bytes.StartsWith(WeightFile.Magic))
        {
            throw new InputException(
                name,
                "it holds more than a seed and masks, such as weights, but this command needs a hidden network, as written by 'hnsg "
                    + "train --method hnsg'. 'hnsg eval', 'predict' and 'inspect' can read this file, 'hnsg plot raster' if it spikes, "
                    + "and 'hnsg export npz' and 'nir' if it has real weights."
            );
        }
        int start = Math.Min(bytes.Length, Magic.Length);
        if (bytes.Length == 0 || !bytes[..start].SequenceEqual(Magic[..start]))
        {
            throw new InputException(
                name,
                $"at byte 0: it is not a model file, which begins with HNSG.{FileKind.Sentence(bytes)} "
                    + "Give a file that 'hnsg train' wrote."
            );
        }
        if (bytes.Length < HeaderBytes + ChecksumBytes)
        {
            throw new InputException(
                name,
                $"it is cut off: it ends at byte {bytes.Length}, before its header does. Copy or train it again."
            );
        }
        int version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[Magic.Length..]);
        return version switch
        {
            1 or 2 => ModelReader1.Read(bytes, name, version),
            0 => throw new InputException(name, "at byte 4: the format has no version 0, so the file is damaged"),
            _ => throw new InputException(
                name,
                $"at byte 4: the file has format version {version}, but this Hnsg reads versions up to {Version}. "
                    + "Update Hnsg. If the file is not newer than this Hnsg, it may be damaged: copy it again."
            ),
        };
    }

    /// <summary>The coded mask of a layer.</summary>
    internal static byte[] MaskBytes(HiddenNetwork network, int layer) =>
        MaskBytes(network, network.Masks[layer], layer);

    /// <summary>The coded mask of a layer.</summary>
    internal static byte[] MaskBytes(TrainedNetwork network, Mask mask, int layer)
    {
        int width = layer == 0 ? network.Metadata.Width ?? SquareSide(network.Spec.Inputs) : 0;
        return MaskCoder.Encode(mask, MaskLayer.Of(network.Spec, layer), width);
    }

    internal static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> bytes) =>
        SHA256.HashData(bytes).AsSpan(0, ChecksumBytes);

    // Where nothing is known, a square number of inputs is most likely a square picture; the coder sees whether it helps.
    private static int SquareSide(int inputs)
    {
        int side = (int)Math.Sqrt(inputs);
        return side * side == inputs ? side : 0;
    }

    internal static void Section(MemoryStream bytes, ReadOnlySpan<byte> content)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        bytes.Write(length);
        bytes.Write(content);
    }
}
