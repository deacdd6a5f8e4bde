namespace Hnsg.Files;

/// <summary>The reverse of <see cref="ArithmeticEncoder"/>: bytes and probabilities back into bits.</summary>
/// <remarks>
/// It holds (code − low) instead of both. Bytes past the end read as 0; a code that needs more than
/// <see cref="Lookahead"/> of them is not whole, and <see cref="Starved"/> says so.
/// </remarks>
internal ref struct ArithmeticDecoder : IBitCoder
{
    /// <summary>Bytes that are read before they can matter.</summary>
    private const int Lookahead = 4;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _next;
    private uint _value;
    private uint _range;

    /// <summary>Starts at the first byte of a code.</summary>
    public ArithmeticDecoder(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _range = uint.MaxValue;
        for (int i = 0; i < Lookahead; i++)
        {
            _value = (_value << 8) | Next();
        }
    }

    /// <summary>Whether more bytes were needed than there are: the code was cut off or is not a valid code.</summary>
    public readonly bool Starved => _next > _bytes.Length + Lookahead;

    /// <summary>Number of bytes that no bit depended on; 0 when the code is whole.</summary>
    public readonly int Unread => Math.Max(0, _bytes.Length - _next);

    /// <summary>Reads a bit.</summary>
    /// <param name="bit">Not used; the encoder takes the bit here.</param>
    /// <param name="one">Probability of a 1 in 1/65,536; in 1…65,535, the same as when the bit was written.</param>
    public bool Code(bool bit, uint one)
    {
        uint bound = (uint)(((ulong)_range * one) >> 16);
        bool read = _value < bound;
        if (read)
        {
            _range = bound;
        }
        else
        {
            _value -= bound;
            _range -= bound;
        }
        while (_range < ArithmeticEncoder.Narrow)
        {
            _value = (_value << 8) | Next();
            _range <<= 8;
        }
        return read;
    }

    private uint Next()
    {
        int at = _next++;
        return (uint)at < (uint)_bytes.Length ? _bytes[at] : 0u;
    }
}
