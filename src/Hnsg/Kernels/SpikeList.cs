using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hnsg.Kernels;

/// <summary>Lists the spikes of a word.</summary>
internal static unsafe class SpikeList
{
    /// <summary>So many places past the end of a list may be written too, with neurons of the same block.</summary>
    public const int PastEnd = 64;

    private const int AtOnce = 8;

    /// <summary>Appends the neurons whose bits are set, ascending.</summary>
    /// <param name="word">Bit j for neuron first + j.</param>
    /// <param name="first">Neuron of bit 0.</param>
    /// <param name="list">Where the list goes on.</param>
    /// <returns>The place after the last.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort* Append(ulong word, int first, ushort* list)
    {
        if (Avx512Vbmi2.IsSupported)
        {
            Pack(word, first, list);
        }
        else
        {
            Loop(word, first, list);
        }
        return list + BitOperations.PopCount(word);
    }

    // Lanes: 64 neurons, moved together by one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack(ulong word, int first, ushort* list)
    {
        Vector512<byte> lanes = Avx512Vbmi2.Compress(
            Vector512<byte>.Zero,
            SpikeGroups.Spread(word),
            Vector512<byte>.Indices
        );
        (Vector512<ushort> low, Vector512<ushort> high) = Vector512.Widen(lanes);
        var start = Vector512.Create((ushort)first);
        (low + start).Store(list);
        (high + start).Store(list + 32);
    }

    // Eight at a time whether there are so many or not, since a branch for each spike would be mispredicted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Loop(ulong word, int first, ushort* list)
    {
        do
        {
            for (int i = 0; i < AtOnce; i++)
            {
                list[i] = (ushort)(first + (BitOperations.TrailingZeroCount(word) & 63));
                word &= word - 1;
            }
            list += AtOnce;
        } while (word != 0);
    }
}
