using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hnsg.Kernels.Sums;

/// <summary>
/// The constant current of a direct-coded sample, inputs taken two by two: I[j] = Σ_p value[p, 0]·w[2p, j] +
/// value[p, 1]·w[2p + 1, j].
/// </summary>
/// <remarks>
/// The two weights of a neuron lie side by side, so one instruction multiplies 64 bytes and adds the neighbours; strokes
/// are wider than a pixel, so few pairs are half empty. A pair of a block has width × 2 bytes.
/// </remarks>
internal static unsafe class PairSum
{
    /// <summary>Number of pairs of so many inputs.</summary>
    public static int Pairs(int inputs) => (inputs + 1) / 2;

    /// <summary>Elements of a layer's weights in pairs.</summary>
    public static long Length(MatrixLayout shape) => (long)shape.Lanes * Pairs(shape.Rows) * 2;

    /// <summary>Puts weights into pairs.</summary>
    /// <param name="weights">Effective weights in the layout of the shape.</param>
    /// <param name="shape">Shape of the layer.</param>
    /// <param name="paired">Blocks of pairs of width × 2; the partner that an odd last input lacks is 0.</param>
    public static void Pack(sbyte* weights, MatrixLayout shape, sbyte* paired)
    {
        int width = shape.Width;
        for (int block = 0; block < shape.Blocks; block++)
        {
            sbyte* row = weights + shape.Block(block);
            for (int input = 0; input < shape.Rows; input += 2)
            {
                bool alone = input + 1 == shape.Rows;
                for (int j = 0; j < width; j++)
                {
                    *paired++ = row[j];
                    *paired++ = alone ? (sbyte)0 : row[width + j];
                }
                row += 2 * width;
            }
        }
    }

    /// <summary>Lists the pairs of a sample that are not both 0.</summary>
    /// <param name="pixels">Pixels; read up to the next 64, and 0 there.</param>
    /// <param name="inputs">Number of them.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="values">Their pixels, the first in the low byte.</param>
    /// <returns>How many.</returns>
    public static int List(byte* pixels, int inputs, ushort* pairs, ushort* values)
    {
        int count = 0;
        var both = (ushort*)pixels;
        if (!Vector128.IsHardwareAccelerated)
        {
            for (int p = 0; p < Pairs(inputs); p++)
            {
                pairs[count] = (ushort)p;
                values[count] = both[p];
                count += both[p] != 0 ? 1 : 0;
            }
            return count;
        }
        for (int first = 0; first < Pairs(inputs); first += 32)
        {
            ulong some = ~Vector512
                .Equals(Vector512.LoadAligned(both + first), Vector512<ushort>.Zero)
                .ExtractMostSignificantBits();
            for (uint bits = (uint)some; bits != 0; bits &= bits - 1)
            {
                int p = first + System.Numerics.BitOperations.TrailingZeroCount(bits);
                pairs[count] = (ushort)p;
                values[count++] = both[p];
            }
        }
        return count;
    }

    /// <summary>Sums for all neurons of a layer.</summary>
    /// <param name="paired">Weights in pairs.</param>
    /// <param name="shape">Shape of the layer.</param>
    /// <param name="largest">Largest magnitude of a weight, 1…8.</param>
    /// <param name="pairs">The pairs that are not both 0.</param>
    /// <param name="values">Their pixels, the first in the low byte.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="current">I, one a lane.</param>
    public static void Run(
        sbyte* paired,
        MatrixLayout shape,
        int largest,
        ushort* pairs,
        ushort* values,
        int count,
        int* current
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(paired, shape, pairs, values, count, current);
            return;
        }
        // A product of a pair is at most 510 · largest, and as many as fit a 16-bit lane are added before widening.
        int chunk = short.MaxValue / (2 * byte.MaxValue * largest);
        long block = (long)Pairs(shape.Rows) * shape.Width * 2;
        int b = 0;
        if (shape.Width == 64)
        {
            for (; b + 2 <= shape.Blocks; b += 2)
            {
                Two(paired + b * block, block, chunk, pairs, values, count, current + b * 64);
            }
        }
        for (; b < shape.Blocks; b++)
        {
            for (int lane = 0; lane < shape.Width; lane += 16)
            {
                Sixteen(
                    paired + b * block + lane * 2,
                    shape.Width * 2,
                    chunk,
                    pairs,
                    values,
                    count,
                    current + b * shape.Width + lane
                );
            }
        }
    }

    public static void Reference(
        sbyte* paired,
        MatrixLayout shape,
        ushort* pairs,
        ushort* values,
        int count,
        int* current
    )
    {
        int width = shape.Width;
        for (int j = 0; j < shape.Lanes; j++)
        {
            sbyte* column = paired + (long)(j / width) * Pairs(shape.Rows) * width * 2 + j % width * 2;
            current[j] = 0;
            for (int n = 0; n < count; n++)
            {
                sbyte* two = column + (long)pairs[n] * width * 2;
                current[j] += (byte)values[n] * two[0] + (values[n] >> 8) * two[1];
            }
        }
    }

    // Lanes: 128 neurons of two blocks, 32 a register; the pixels of a pair are fetched once for all four.
    private static void Two(sbyte* low, long block, int chunk, ushort* pairs, ushort* values, int count, int* current)
    {
        sbyte* high = low + block;
        for (int first = 0; first == 0 || first < count; first += chunk)
        {
            int end = Math.Min(count, first + chunk);
            Vector512<short> a = default,
                b = default,
                c = default,
                d = default;
            for (int n = first; n < end; n++)
            {
                Vector512<byte> pixels = Vector512.Create(values[n]).AsByte();
                nint at = pairs[n] * 128;
                a += Multiply(pixels, Vector512.LoadAligned(low + at));
                b += Multiply(pixels, Vector512.LoadAligned(low + at + 64));
                c += Multiply(pixels, Vector512.LoadAligned(high + at));
                d += Multiply(pixels, Vector512.LoadAligned(high + at + 64));
            }
            Add(a, first == 0, current);
            Add(b, first == 0, current + 32);
            Add(c, first == 0, current + 64);
            Add(d, first == 0, current + 96);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<short> sum, bool begins, int* current)
    {
        Vector512<int> low = Vector512.WidenLower(sum),
            high = Vector512.WidenUpper(sum);
        if (!begins)
        {
            low += Vector512.LoadAligned(current);
            high += Vector512.LoadAligned(current + 16);
        }
        low.StoreAligned(current);
        high.StoreAligned(current + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Multiply(Vector512<byte> pixels, Vector512<sbyte> weights)
    {
        if (Avx512BW.IsSupported)
        {
            return Avx512BW.MultiplyAddAdjacent(pixels, weights);
        }
        return Vector512.Create(
            Multiply(pixels.GetLower(), weights.GetLower()),
            Multiply(pixels.GetUpper(), weights.GetUpper())
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Multiply(Vector256<byte> pixels, Vector256<sbyte> weights)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.MultiplyAddAdjacent(pixels, weights);
        }
        Vector256<short> p = pixels.AsInt16(),
            w = weights.AsInt16();
        return ((w << 8) >> 8) * (p & Vector256.Create((short)0xFF)) + (w >> 8) * (p >>> 8);
    }

    // Lanes: 16 neurons.
    private static void Sixteen(
        sbyte* weights,
        int stride,
        int chunk,
        ushort* pairs,
        ushort* values,
        int count,
        int* current
    )
    {
        Vector512<int> total = default;
        for (int first = 0; first < count; first += chunk)
        {
            int end = Math.Min(count, first + chunk);
            Vector256<short> sum = default;
            for (int n = first; n < end; n++)
            {
                sum += Multiply(
                    Vector256.Create(values[n]).AsByte(),
                    Vector256.LoadAligned(weights + (nint)pairs[n] * stride)
                );
            }
            total += Vector512.Create(Vector256.WidenLower(sum), Vector256.WidenUpper(sum));
        }
        total.StoreAligned(current);
    }
}
