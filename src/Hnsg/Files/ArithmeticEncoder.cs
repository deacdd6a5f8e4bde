namespace Hnsg.Files;

/// <summary>Turns bits and their probabilities into about as many bytes as the bits are surprising.</summary>
/// <remarks>
/// A binary range coder (Martin 1979; the arithmetic of LZMA without its leading zero byte): the interval
/// [low, low + range) is split at range·p, the half of the bit that came is kept, and leading bytes that can no
/// longer change are written. A carry runs back through the bytes already written. 32-bit integers only, so
/// the bytes are the same on every machine.
/// </remarks>
internal struct ArithmeticEncoder : IBitCoder
{
    /// <summary>Below this range a byte is shifted out, so that range·p never loses more than 2^−8 of its precision.</summary>
    internal const uint Narrow = 1u << 24;

    private byte[] _bytes;
    private int _count;
    private uint _low;
    private uint _range;

    /// <summary>An encoder that has written nothing.</summary>
    public ArithmeticEncoder()
    {
        _bytes = new byte[256];
        _range = uint.MaxValue;
    }

    /// <summary>Never: it makes its bytes itself.</summary>
    public readonly bool Starved => false;

    /// <summary>Writes a bit.</summary>
    /// <param name="bit">The bit.</param>
    /// <param name="one">Probability of a 1 in 1/65,536; in 1…65,535.</param>
    /// <returns>The bit.</returns>
    public bool Code(bool bit, uint one)
    {
        uint bound = (uint)(((ulong)_range * one) >> 16);
        if (bit)
        {
            _range = bound;
        }
        else
        {
            uint sum = _low + bound;
            if (sum < _low)
            {
                Carry();
            }
            _low = sum;
            _range -= bound;
        }
        while (_range < Narrow)
        {
            ShiftOut();
            _range <<= 8;
        }
        return bit;
    }

    /// <summary>Ends the code with as few bytes as still name a number in the interval when zeros follow.</summary>
    public byte[] Finish()
    {
        for (int bytes = 0; bytes <= 4; bytes++)
        {
            ulong below = (1UL << (32 - (8 * bytes))) - 1;
            ulong rounded = (_low + below) & ~below;
            if (rounded - _low < _range)
            {
                if (rounded > uint.MaxValue)
                {
                    Carry();
                }
                _low = (uint)rounded;
                for (int i = 0; i < bytes; i++)
                {
                    ShiftOut();
                }
                break;
            }
        }
        return _bytes.AsSpan(0, _count).ToArray();
    }

    private void ShiftOut()
    {
        if (_count == _bytes.Length)
        {
            Array.Resize(ref _bytes, 2 * _count);
        }
        _bytes[_count++] = (byte)(_low >> 24);
        _low <<= 8;
    }

    // low < 2^32·256^written always, so some byte before a carry is not 0xFF.
    private readonly void Carry()
    {
        int i = _count - 1;
        while (_bytes[i] == 0xFF)
        {
            _bytes[i--] = 0;
        }
        _bytes[i]++;
    }
}
