using System.Numerics;
using System.Runtime.InteropServices;

namespace Hnsg.Files;

/// <summary>What the pixels around an input, as far as they are coded already, say about each of its connections.</summary>
/// <remarks>
/// A trained neuron looks for a smooth patch: where it keeps a connection of weight +1, the next pixel's is likely
/// kept if it is +1 and dropped if it is −1. So every kept neighbour votes with the product of the two weights'
/// signs: 4 near ones (distance 1) and 8 far ones (distance 2).
/// </remarks>
internal sealed class NeighbourVotes
{
    /// <summary>Number of values of <see cref="Context"/>.</summary>
    public const int Contexts = 9 * 17;

    private const int Reach = 2;

    private readonly int _width;
    private readonly int _slots;
    private readonly int _neurons;

    // Ring of the last rows: sign of the weight where kept, 0 where dropped.
    private readonly sbyte[] _rows;
    private readonly sbyte[] _near;
    private readonly sbyte[] _far;

    /// <summary>Starts before the first input.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="width">Pixels in a row of the picture, at least 1.</param>
    public NeighbourVotes(int inputs, int neurons, int width)
    {
        _width = width;
        _neurons = neurons;
        _slots = Math.Min(inputs, (Reach * width) + Reach + 1);
        _rows = new sbyte[(long)_slots * neurons];
        _near = new sbyte[neurons];
        _far = new sbyte[neurons];
    }

    /// <summary>Counts the votes for an input's connections and clears its row.</summary>
    public void Begin(int input)
    {
        Array.Clear(_near);
        Array.Clear(_far);
        int x = input % _width;
        for (int up = 0; up <= Reach; up++)
        {
            int last = up == 0 ? -1 : Reach;
            for (int right = -Reach; right <= last; right++)
            {
                int neighbour = input - (up * _width) + right;
                if (neighbour >= 0 && x + right >= 0 && x + right < _width)
                {
                    bool near = up <= 1 && Math.Abs(right) <= 1;
                    Add(Row(neighbour), near ? _near : _far);
                }
            }
        }
        Row(input).Clear();
    }

    /// <summary>The votes for a connection whose weight has a sign, as an index in 0…Contexts − 1.</summary>
    public int Context(int neuron, int sign) => (((_near[neuron] * sign) + 4) * 17) + (_far[neuron] * sign) + 8;

    /// <summary>The row of an input within reach: signs of the kept weights, 0 elsewhere. To be filled after <see cref="Begin"/>.</summary>
    public Span<sbyte> Row(int input) => _rows.AsSpan(input % _slots * _neurons, _neurons);

    // Lanes: as many bytes as the machine has. Tail: one by one. Sums of at most 8 of −1…1 fit a byte.
    private static void Add(ReadOnlySpan<sbyte> row, Span<sbyte> sums)
    {
        ReadOnlySpan<Vector<sbyte>> from = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(row);
        Span<Vector<sbyte>> to = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(sums);
        for (int i = 0; i < from.Length; i++)
        {
            to[i] += from[i];
        }
        for (int i = from.Length * Vector<sbyte>.Count; i < row.Length; i++)
        {
            sums[i] += row[i];
        }
    }
}
