using System.Buffers.Binary;
using System.Text.Json.Serialization.Metadata;
using Hnsg.Disk;
using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>The sections of a model file, one after the other: each a length and so many bytes, before a checksum.</summary>
internal ref struct ModelSections
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _name;

    /// <summary>Starts after magic and version.</summary>
    /// <param name="bytes">The whole file, at least as long as its header and checksum.</param>
    /// <param name="name">What error messages call it.</param>
    public ModelSections(ReadOnlySpan<byte> bytes, string name)
    {
        _bytes = bytes;
        _name = name;
        End = bytes.Length - ModelFile.ChecksumBytes;
        At = ModelFile.HeaderBytes;
    }

    /// <summary>Where the checksum begins.</summary>
    public int End { get; }

    /// <summary>Where the next section begins.</summary>
    public int At { get; private set; }

    /// <summary>Makes sure that the bytes are those that were written.</summary>
    /// <exception cref="InputException">They are not.</exception>
    public readonly void CheckChecksum()
    {
        if (ModelFile.Checksum(_bytes[..End]).SequenceEqual(_bytes[End..]))
        {
            return;
        }
        // A file that is cut off has a wrong checksum too; its lengths tell which of the two it is.
        int at = At;
        while (at < End && End - at >= ModelFile.LengthBytes)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);
            if (length > End - at - ModelFile.LengthBytes)
            {
                throw Damaged(
                    at,
                    $"it is cut off or damaged: {length} bytes and the checksum should follow, but {_bytes.Length - at - ModelFile.LengthBytes} bytes do"
                );
            }
            at += ModelFile.LengthBytes + (int)length;
        }
        throw at == End
            ? Damaged(End, "the checksum does not match the content, so a byte has changed")
            : Damaged(at, "it is cut off or damaged: a length and a checksum should follow");
    }

    /// <summary>The bytes of the next section.</summary>
    /// <param name="what">What it holds, for errors.</param>
    /// <exception cref="InputException">There are fewer.</exception>
    public ReadOnlySpan<byte> Next(string what)
    {
        if (End - At < ModelFile.LengthBytes)
        {
            throw Damaged(At, $"the length of {what} should follow");
        }
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[At..]);
        int left = End - At - ModelFile.LengthBytes;
        if (length > left)
        {
            throw Damaged(At, $"{what} should have {length} bytes, but only {left} are left");
        }
        ReadOnlySpan<byte> section = _bytes.Slice(At + ModelFile.LengthBytes, (int)length);
        At += ModelFile.LengthBytes + (int)length;
        return section;
    }

    /// <summary>The next section, which is JSON.</summary>
    /// <exception cref="InputException">It is not, or not of this type.</exception>
    /// <remarks>Unknown fields are refused: what a version means is fixed, and new fields come with a new version.</remarks>
    public T Json<T>(JsonTypeInfo<T> type)
    {
        ReadOnlySpan<byte> utf8 = Next("the description");
        int start = At - utf8.Length;
        if (utf8.Length > JsonInput.MostBytes)
        {
            throw Damaged(start, $"the description has more than {JsonInput.MostBytes} bytes");
        }
        string name = _name;
        return JsonInput.Deserialize(
            utf8,
            type,
            (problem, error) => Damaged(name, start, $"the description is not the JSON of a model: {problem}", error)
        );
    }

    /// <summary>The next section, which is the coded mask of a layer.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public Mask Mask(NetworkSpec spec, int layer)
    {
        ReadOnlySpan<byte> code = Next($"the mask of layer {layer + 1}");
        try
        {
            return MaskCoder.Decode(code, MaskLayer.Of(spec, layer));
        }
        catch (InvalidDataException error)
        {
            throw Damaged(At - code.Length, $"the mask of layer {layer + 1} is damaged: {error.Message}", error);
        }
    }

    /// <summary>Makes sure that nothing is left.</summary>
    /// <exception cref="InputException">Something is.</exception>
    public readonly void CheckEnd()
    {
        if (At != End)
        {
            throw Damaged(At, $"{End - At} bytes belong to no layer");
        }
    }

    /// <summary>The error of a place in the file.</summary>
    public readonly InputException Damaged(long at, string detail, Exception? inner = null) =>
        Damaged(_name, at, detail, inner);

    private static InputException Damaged(string name, long at, string detail, Exception? inner) =>
        new(name, $"at byte {at}: {detail}. Copy the file again, or train the network again.", inner);
}
