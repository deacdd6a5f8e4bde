namespace Hnsg.Export;

/// <summary>Bits one after the other, in words of 32 from the low end.</summary>
internal sealed class BitWords
{
    private readonly List<uint> _words = [];

    /// <summary>Number of bits so far.</summary>
    public long Count { get; private set; }

    /// <summary>The words; bits past the last are 0.</summary>
    public IReadOnlyList<uint> Words => _words;

    /// <summary>Adds one bit.</summary>
    public void Add(bool bit)
    {
        if (Count % 32 == 0)
        {
            _words.Add(0);
        }
        if (bit)
        {
            _words[^1] |= 1u << (int)(Count % 32);
        }
        Count++;
    }

    /// <summary>Adds the low bits of a value, the lowest first.</summary>
    public void Add(uint value, int bits)
    {
        for (int i = 0; i < bits; i++)
        {
            Add((value >> i & 1) != 0);
        }
    }
}
