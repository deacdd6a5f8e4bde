using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hnsg.Spikes;

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

    /// <summary>Lists the inputs that have a bit set in their words.</summary>
    /// <param name="bits">A word an input; <see cref="PastEnd"/> more may be read.</param>
    /// <param name="shift">Which bit.</param>
    /// <param name="inputs">The inputs; <see cref="PastEnd"/> more may be read.</param>
    /// <param name="length">Number of inputs.</param>
    /// <param name="list">The list; <see cref="PastEnd"/> places past its end may be written, with such inputs.</param>
    /// <returns>Length of the list.</returns>
    public static int Choose(ulong* bits, int shift, ushort* inputs, int length, ushort* list)
    {
        return Avx512Vbmi2.IsSupported
            ? ChoosePacked(bits, shift, inputs, length, list)
            : ChooseOne(bits, shift, inputs, length, list);
    }

    // Lanes: 32 inputs, moved together by one instruction.
    public static int ChoosePacked(ulong* bits, int shift, ushort* inputs, int length, ushort* list)
    {
        ushort* end = list;
        Vector512<ulong> bit = Vector512.Create(1UL << shift);
        Vector512<ushort> lane = Vector512
            .Create(
                0x0008000400020001UL,
                0x0080004000200010,
                0x0800040002000100,
                0x8000400020001000,
                0x0008000400020001UL,
                0x0080004000200010,
                0x0800040002000100,
                0x8000400020001000
            )
            .AsUInt16();
        for (int i = 0; i < length; i += 32)
        {
            uint word =
                Eight(bits + i, bit)
                | (Eight(bits + i + 8, bit) << 8)
                | (Eight(bits + i + 16, bit) << 16)
                | (Eight(bits + i + 24, bit) << 24);
            if (length - i < 32)
            {
                word &= (1u << (length - i)) - 1;
            }
            Vector512<ushort> spread =
                Vector512.Create(Vector256.Create((ushort)word), Vector256.Create((ushort)(word >> 16))) & lane;
            Avx512Vbmi2
                .Compress(Vector512<ushort>.Zero, Vector512.Equals(spread, lane), Vector512.Load(inputs + i))
                .Store(end);
            end += BitOperations.PopCount(word);
        }
        return (int)(end - list);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Eight(ulong* bits, Vector512<ulong> bit) =>
        (uint)Vector512.Equals(Vector512.Load(bits) & bit, bit).ExtractMostSignificantBits();

    // Every input is written and the place moves on only past those that are meant: no branch to mispredict.
    public static int ChooseOne(ulong* bits, int shift, ushort* inputs, int length, ushort* list)
    {
        int count = 0;
        for (int i = 0; i < length; i++)
        {
            list[count] = inputs[i];
            count += (int)(bits[i] >> shift) & 1;
        }
        return count;
    }
}
