namespace Hnsg.Files;

/// <summary>The choices the encoder made for one mask; they are the first two bytes of its code.</summary>
/// <remarks>
/// Bits 0–2 of the first byte are <see cref="Rows"/>, bits 3–5 <see cref="Columns"/>, the others 0; the second byte
/// is <see cref="Width"/>.
/// </remarks>
/// <param name="Rows">How alike neighbouring rows' densities are, 0…6: the prior's information is 4^Rows.</param>
/// <param name="Columns">How alike the columns' densities are, 0…6: the prior's information is 4^Columns.</param>
/// <param name="Width">Pixels in a row of the picture that the inputs form, 1…255; 0 when they form none.</param>
internal readonly record struct MaskCoding(int Rows, int Columns, int Width)
{
    /// <summary>Largest choice of <see cref="Rows"/> and <see cref="Columns"/>.</summary>
    public const int Most = 6;

    /// <summary>Largest picture width.</summary>
    public const int MostWidth = byte.MaxValue;

    /// <summary>Bytes that <see cref="Write"/> fills.</summary>
    public const int Bytes = 2;

    /// <summary>Information of the prior of a row's density, in 1/65,536.</summary>
    public int RowPrior => 1 << (16 + (2 * Rows));

    /// <summary>Information of the prior of a column's density, in 1/65,536.</summary>
    public int ColumnPrior => 1 << (16 + (2 * Columns));

    /// <summary>Puts the choices before a code.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)(Rows | (Columns << 3));
        bytes[1] = (byte)Width;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">There are too few bytes, or bits that mean nothing.</exception>
    public static MaskCoding Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= Bytes && (bytes[0] & 7) <= Most && bytes[0] >> 3 <= Most)
        {
            return new MaskCoding(bytes[0] & 7, bytes[0] >> 3, bytes[1]);
        }
        throw new InvalidDataException("the mask does not begin with its two option bytes");
    }
}
