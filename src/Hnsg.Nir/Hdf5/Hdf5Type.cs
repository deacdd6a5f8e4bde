using System.Globalization;

namespace Hnsg.Nir.Hdf5;

/// <summary>Type of the elements of a data set.</summary>
internal sealed record Hdf5Type
{
    private static readonly string[] s_classes =
    [
        "integer",
        "float",
        "time",
        "string",
        "bit field",
        "opaque",
        "compound",
        "reference",
        "enumeration",
        "variable-length list",
        "array",
    ];

    // Bits of exponent and of mantissa, and the bias, of the IEEE types.
    private static readonly (int Size, int Exponent, int Mantissa, uint Bias)[] s_ieee =
    [
        (2, 5, 10, 15),
        (4, 8, 23, 127),
        (8, 11, 52, 1023),
    ];

    /// <summary>Bytes of an element.</summary>
    public required int Size { get; init; }

    /// <summary>What it is called in messages, such as uint8 or bfloat16.</summary>
    public required string Name { get; init; }

    /// <summary>What its bits mean; null if it is not a number, or cannot be read.</summary>
    public Hdf5Number? Number { get; init; }

    /// <summary>Whether the first byte of a number is its highest.</summary>
    public bool BigEndian { get; init; }

    /// <summary>Whether it is a string; <see cref="Variable"/> says where it is.</summary>
    public bool IsString { get; init; }

    /// <summary>Whether an element of a string is only its length and its place in a heap.</summary>
    public bool Variable { get; init; }

    /// <summary>Whether strings are filled up with spaces.</summary>
    public bool Spaces { get; init; }

    /// <summary>Reads a type.</summary>
    public static Hdf5Type Read(Hdf5Cursor at) => Read(at, ofMembers: false);

    private static Hdf5Type Read(Hdf5Cursor at, bool ofMembers)
    {
        int first = at.Byte();
        int kind = first & 15;
        int version = first >> 4;
        uint bits = at.Byte() | (uint)at.UInt16() << 8;
        uint size = at.UInt32();
        if (version is < 1 or > 4 || size is 0 or > int.MaxValue || (ofMembers && kind != 0))
        {
            throw Hdf5Exception.Damaged("a type has an impossible version, size or base");
        }
        var type = new Hdf5Type
        {
            Size = (int)size,
            Name = kind < s_classes.Length ? s_classes[kind] : $"type of class {kind}",
        };
        return kind switch
        {
            0 => Integer(type, bits, at),
            1 => Float(type, bits, at),
            3 => type with { IsString = true, Spaces = (bits & 15) == 2 },
            8 => Enumeration(type, (int)(bits & 0xFFFF), version, at),
            9 when (bits & 15) == 1 => type with { IsString = true, Variable = true, Name = "string" },
            _ => type,
        };
    }

    /// <summary>The text of some bytes, up to the first 0.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return System.Text.Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static Hdf5Type Integer(Hdf5Type type, uint bits, Hdf5Cursor at)
    {
        int offset = at.UInt16();
        int precision = at.UInt16();
        bool signed = (bits & 8) != 0;
        string name = $"{(signed ? "" : "u")}int{Digits(precision)}";
        return type.Size is 1 or 2 or 4 or 8 && offset == 0 && precision == 8 * type.Size
            ? type with
            {
                Name = name,
                Number = signed ? Hdf5Number.Signed : Hdf5Number.Unsigned,
                BigEndian = (bits & 1) != 0,
            }
            : type with
            {
                Name = $"{name} in {Counted.Of(type.Size, "byte")}",
            };
    }

    private static Hdf5Type Float(Hdf5Type type, uint bits, Hdf5Cursor at)
    {
        int offset = at.UInt16();
        int precision = at.UInt16();
        (int exponentAt, int exponent, int mantissaAt, int mantissa) = (at.Byte(), at.Byte(), at.Byte(), at.Byte());
        uint bias = at.UInt32();
        uint sign = bits >> 8 & 0xFF;
        // Bytes in order or against it, a leading 1 that is not stored, and all parts next to each other.
        bool usual =
            (bits & 0x40) == 0
            && (bits >> 4 & 3) == 2
            && offset == 0
            && precision == 8 * type.Size
            && mantissaAt == 0
            && exponentAt == mantissa
            && sign == precision - 1
            && precision == 1 + exponent + mantissa;
        if (usual && s_ieee.Contains((type.Size, exponent, mantissa, bias)))
        {
            return type with
            {
                Name = $"float{Digits(precision)}",
                Number = Hdf5Number.Float,
                BigEndian = (bits & 1) != 0,
            };
        }
        return type with
        {
            Name =
                usual && (exponent, mantissa) == (8, 7)
                    ? "bfloat16"
                    : $"float of {Digits(precision)} bits, {Digits(exponent)} of them exponent, in {Counted.Of(type.Size, "byte")}",
        };
    }

    // h5py writes booleans as an enumeration of FALSE and TRUE.
    private static Hdf5Type Enumeration(Hdf5Type type, int members, int version, Hdf5Cursor at)
    {
        Hdf5Type whole = Read(at, ofMembers: true);
        string[] names = [.. Enumerable.Range(0, Math.Min(members, 3)).Select(_ => MemberName(at, version))];
        return whole.Number is not null && whole.Size == 1 && names is ["FALSE", "TRUE"] && at.Take(2).Span is [0, 1]
            ? whole with
            {
                Name = "bool",
            }
            : type with
            {
                Name = $"enumeration of {string.Join(", ", names)}{(members > 3 ? ", …" : "")}",
            };
    }

    private static string MemberName(Hdf5Cursor at, int version)
    {
        List<byte> name = [];
        byte next;
        while ((next = at.Byte()) != 0)
        {
            name.Add(next);
        }
        // Until version 3 to a multiple of eight.
        at.Skip(version < 3 ? -(name.Count + 1) & 7 : 0);
        return System.Text.Encoding.UTF8.GetString(name.ToArray());
    }

    private static string Digits(int value) => value.ToString(CultureInfo.InvariantCulture);
}
