using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Sums;

/// <summary>The sum of some rows of weights: what the inputs that spike at every step add to the current.</summary>
internal static unsafe class RowSum
{
    /// <summary>Sums for all neurons of a layer.</summary>
    /// <param name="weights">Effective weights in the layout of the shape.</param>
    /// <param name="shape">Shape of the layer.</param>
    /// <param name="largest">Largest magnitude of a weight, 1…127.</param>
    /// <param name="rows">Where the rows begin in a block: input · width.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="sums">A sum a lane.</param>
    public static void Run(sbyte* weights, MatrixLayout shape, int largest, int* rows, int count, int* sums)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, shape, rows, count, sums);
            return;
        }
        int chunk = 127 / largest;
        for (int block = 0; block < shape.Blocks; block++)
        {
            sbyte* first = weights + shape.Block(block);
            int* to = sums + block * shape.Width;
            if (shape.Width == 64)
            {
                Wide(first, chunk, rows, count, to);
            }
            else
            {
                for (int lane = 0; lane < shape.Width; lane += 16)
                {
                    Sixteen(first + lane, chunk, rows, count, to + lane);
                }
            }
        }
    }

    public static void Reference(sbyte* weights, MatrixLayout shape, int* rows, int count, int* sums)
    {
        for (int j = 0; j < shape.Lanes; j++)
        {
            sbyte* column = weights + shape.Block(j / shape.Width) + j % shape.Width;
            sums[j] = 0;
            for (int r = 0; r < count; r++)
            {
                sums[j] += column[rows[r]];
            }
        }
    }

    // Lanes: 64 neurons as bytes; widened after as many rows as cannot overflow.
    private static void Wide(sbyte* weights, int chunk, int* rows, int count, int* sums)
    {
        Vector512<int> i0 = default,
            i1 = default,
            i2 = default,
            i3 = default;
        for (int r = 0; r < count; )
        {
            int until = Math.Min(count, r + chunk);
            Vector512<sbyte> even = default,
                odd = default;
            for (; r + 2 <= until; r += 2)
            {
                even += Vector512.LoadAligned(weights + (uint)rows[r]);
                odd += Vector512.LoadAligned(weights + (uint)rows[r + 1]);
            }
            for (; r < until; r++)
            {
                even += Vector512.LoadAligned(weights + (uint)rows[r]);
            }
            (Vector512<short> low, Vector512<short> high) = Vector512.Widen(even + odd);
            i0 += Vector512.WidenLower(low);
            i1 += Vector512.WidenUpper(low);
            i2 += Vector512.WidenLower(high);
            i3 += Vector512.WidenUpper(high);
        }
        i0.StoreAligned(sums);
        i1.StoreAligned(sums + 16);
        i2.StoreAligned(sums + 32);
        i3.StoreAligned(sums + 48);
    }

    private static void Sixteen(sbyte* weights, int chunk, int* rows, int count, int* sums)
    {
        Vector512<int> total = default;
        for (int r = 0; r < count; )
        {
            Vector128<sbyte> sum = default;
            for (int until = Math.Min(count, r + chunk); r < until; r++)
            {
                sum += Vector128.LoadAligned(weights + (uint)rows[r]);
            }
            Vector256<short> wide = Vector256.Create(Vector128.WidenLower(sum), Vector128.WidenUpper(sum));
            total += Vector512.Create(Vector256.WidenLower(wide), Vector256.WidenUpper(wide));
        }
        total.StoreAligned(sums);
    }
}
