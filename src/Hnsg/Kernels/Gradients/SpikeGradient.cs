using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Gradients;

/// <summary>Adds one sample's Σ_t x[t, i]·δ[t, j] to a block's weight gradient, x being spikes.</summary>
/// <remarks>
/// The "four Russians" trick: for every group of five steps the 32 possible partial sums are made once, and each
/// active input then adds one table entry a group instead of one row a spike. Inputs that spike at every step have the
/// same sum, which is made once. The order of the additions is part of the definition: within a group by step, then the
/// groups in order, then to the gradient, each sum from +0. As no such sum can be −0, leaving out an addition of 0
/// changes no bit.
/// </remarks>
internal static unsafe class SpikeGradient
{
    private const int Sums = 1 << InputTrain.GroupSteps;

    // The tables of so many groups, of 64 neurons, fit a first-level cache of 48 KiB.
    private const int GroupsAtOnce = 5;

    /// <summary>Floats of working memory for tables.</summary>
    public const int TableLength = GroupsAtOnce * Sums * 64;

    /// <summary>Floats of working memory for sums that are not complete, where there are more groups than fit at once.</summary>
    public static long PartialLength(int steps, MatrixLayout shape) =>
        steps <= GroupsAtOnce * InputTrain.GroupSteps ? 0 : (shape.Rows + 1L) * shape.Width;

    /// <summary>Adds the gradient of the active inputs in [firstRow, endRow).</summary>
    /// <param name="train">What the sample sent into the layer.</param>
    /// <param name="delta">δ, steps × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="firstRow">First row whose gradient is wanted.</param>
    /// <param name="endRow">Row after the last.</param>
    /// <param name="table">Working memory of <see cref="TableLength"/>.</param>
    /// <param name="partial">Working memory of <see cref="PartialLength"/>.</param>
    /// <param name="gradient">Block of the gradient, fan_in × width.</param>
    public static void Run(
        InputTrain train,
        float* delta,
        int width,
        int firstRow,
        int endRow,
        float* table,
        float* partial,
        float* gradient
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(train, delta, width, firstRow, endRow, gradient);
            return;
        }
        (int first, int end) = train.VaryingRange(firstRow, endRow);
        (int firstConstant, int endConstant) = train.ConstantRange(firstRow, endRow);
        for (int group = 0; group < train.Groups; group += GroupsAtOnce)
        {
            int step = group * InputTrain.GroupSteps;
            MakeTables(delta + step * width, width, Math.Min(train.Steps - step, GroupsAtOnce * 5), table);
            var groups = new Groups(train, group);
            if (width == 64)
            {
                Add64(groups, first, end, table, partial, gradient);
                if (firstConstant < endConstant)
                {
                    Constant64(groups, firstConstant, endConstant - firstConstant, table, Last(), gradient);
                }
                continue;
            }
            for (int j = 0; j < width; j += 16)
            {
                Add16(groups, first, end, table + j, width, partial + j, gradient + j);
                if (firstConstant < endConstant)
                {
                    Constant16(
                        groups,
                        firstConstant,
                        endConstant - firstConstant,
                        table + j,
                        width,
                        Last() + j,
                        gradient + j
                    );
                }
            }
        }

        // The place of the constant inputs' sum among those that are not complete.
        float* Last() => partial + (long)(end - first) * width;
    }

    /// <summary>Some groups of steps of a sample whose tables are made at once.</summary>
    private readonly struct Groups(InputTrain train, int first)
    {
        /// <summary>Inputs of the places that are added.</summary>
        public readonly ushort* Inputs = train.GroupInputs;

        /// <summary>Masks of the first of the groups, for the place 0.</summary>
        public readonly byte* Masks = train.GroupMasks + first;

        /// <summary>Bytes from the masks of one place to those of the next.</summary>
        public readonly uint Stride = (uint)train.Groups;

        /// <summary>Number of groups.</summary>
        public readonly int Count = Math.Min(GroupsAtOnce, train.Groups - first);

        /// <summary>Whether the sums begin here, or go on from where they were left.</summary>
        public readonly bool Begin = first == 0;

        /// <summary>Whether the sums are complete after these groups and go into the gradient.</summary>
        public readonly bool End = first + GroupsAtOnce >= train.Groups;
    }

    // Lanes: the whole block, since the more lanes share a mask, the less is spent on finding table entries.
    private static void Add64(in Groups groups, int first, int end, float* table, float* left, float* gradient)
    {
        ushort* inputs = groups.Inputs;
        uint stride = groups.Stride;
        byte* mask = groups.Masks + (nuint)first * stride;
        bool begins = groups.Begin,
            ends = groups.End;
        int count = groups.Count;
        const int Table = Sums * 64 * sizeof(float);
        for (ushort* input = inputs + first; input < inputs + end; input++, mask += stride)
        {
            Vector512<float> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            if (!begins)
            {
                s0 = Vector512.LoadAligned(left);
                s1 = Vector512.LoadAligned(left + 16);
                s2 = Vector512.LoadAligned(left + 32);
                s3 = Vector512.LoadAligned(left + 48);
            }
            if (count == GroupsAtOnce)
            {
                AddEntry((float*)((byte*)table + ((nuint)mask[0] << 8)), ref s0, ref s1, ref s2, ref s3);
                AddEntry((float*)((byte*)table + ((nuint)mask[1] << 8) + Table), ref s0, ref s1, ref s2, ref s3);
                AddEntry((float*)((byte*)table + ((nuint)mask[2] << 8) + 2 * Table), ref s0, ref s1, ref s2, ref s3);
                AddEntry((float*)((byte*)table + ((nuint)mask[3] << 8) + 3 * Table), ref s0, ref s1, ref s2, ref s3);
                AddEntry((float*)((byte*)table + ((nuint)mask[4] << 8) + 4 * Table), ref s0, ref s1, ref s2, ref s3);
            }
            else
            {
                for (int g = 0; g < count; g++)
                {
                    AddEntry(table + g * (Table / 4) + ((nuint)mask[g] << 6), ref s0, ref s1, ref s2, ref s3);
                }
            }
            float* row = left;
            if (ends)
            {
                row = gradient + ((nuint)(*input) << 6);
                s0 = Vector512.LoadAligned(row) + s0;
                s1 = Vector512.LoadAligned(row + 16) + s1;
                s2 = Vector512.LoadAligned(row + 32) + s2;
                s3 = Vector512.LoadAligned(row + 48) + s3;
            }
            s0.StoreAligned(row);
            s1.StoreAligned(row + 16);
            s2.StoreAligned(row + 32);
            s3.StoreAligned(row + 48);
            left += 64;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEntry(
        float* entry,
        ref Vector512<float> s0,
        ref Vector512<float> s1,
        ref Vector512<float> s2,
        ref Vector512<float> s3
    )
    {
        s0 += Vector512.LoadAligned(entry);
        s1 += Vector512.LoadAligned(entry + 16);
        s2 += Vector512.LoadAligned(entry + 32);
        s3 += Vector512.LoadAligned(entry + 48);
    }

    private static void Constant64(in Groups groups, int first, int count, float* table, float* left, float* gradient)
    {
        Vector512<float> s0 = ConstantSum(groups, (uint)first, table, 64, left);
        Vector512<float> s1 = ConstantSum(groups, (uint)first, table + 16, 64, left + 16);
        Vector512<float> s2 = ConstantSum(groups, (uint)first, table + 32, 64, left + 32);
        Vector512<float> s3 = ConstantSum(groups, (uint)first, table + 48, 64, left + 48);
        if (!groups.End)
        {
            return;
        }
        ushort* inputs = groups.Inputs;
        for (ushort* input = inputs + first; input < inputs + first + count; input++)
        {
            float* row = gradient + ((nuint)(*input) << 6);
            (Vector512.LoadAligned(row) + s0).StoreAligned(row);
            (Vector512.LoadAligned(row + 16) + s1).StoreAligned(row + 16);
            (Vector512.LoadAligned(row + 32) + s2).StoreAligned(row + 32);
            (Vector512.LoadAligned(row + 48) + s3).StoreAligned(row + 48);
        }
    }

    private static void Constant16(
        in Groups groups,
        int first,
        int count,
        float* table,
        int width,
        float* left,
        float* gradient
    )
    {
        Vector512<float> sum = ConstantSum(groups, (uint)first, table, width, left);
        for (int n = 0; groups.End && n < count; n++)
        {
            float* row = gradient + (nuint)groups.Inputs[first + n] * (uint)width;
            (Vector512.LoadAligned(row) + sum).StoreAligned(row);
        }
    }

    private static Vector512<float> ConstantSum(in Groups groups, nuint place, float* table, int width, float* left)
    {
        Vector512<float> sum = groups.Begin ? default : Vector512.LoadAligned(left);
        byte* masks = groups.Masks + place * groups.Stride;
        for (int g = 0; g < groups.Count; g++)
        {
            sum += Vector512.LoadAligned(table + (g * Sums + masks[g]) * width);
        }
        if (!groups.End)
        {
            sum.StoreAligned(left);
        }
        return sum;
    }

    private static void Add16(
        in Groups groups,
        int first,
        int end,
        float* table,
        int width,
        float* left,
        float* gradient
    )
    {
        ushort* inputs = groups.Inputs;
        uint stride = groups.Stride;
        byte* mask = groups.Masks + (nuint)first * stride;
        bool begins = groups.Begin,
            ends = groups.End;
        int shift = System.Numerics.BitOperations.Log2((uint)width);
        int count = groups.Count;
        for (ushort* input = inputs + first; input < inputs + end; input++, mask += stride)
        {
            Vector512<float> sum = begins ? default : Vector512.LoadAligned(left);
            float* at = table;
            for (int g = 0; g < count; g++, at += Sums << shift)
            {
                sum += Vector512.LoadAligned(at + ((nuint)mask[g] << shift));
            }
            float* row = left;
            if (ends)
            {
                row = gradient + ((nuint)(*input) << shift);
                sum = Vector512.LoadAligned(row) + sum;
            }
            sum.StoreAligned(row);
            left += width;
        }
    }

    public static void Reference(InputTrain train, float* delta, int width, int firstRow, int endRow, float* gradient)
    {
        for (int n = 0; n < train.ActiveCount; n++)
        {
            int input = train.GroupInputs[n];
            if (input < firstRow || input >= endRow)
            {
                continue;
            }
            byte* masks = train.GroupMasks + n * train.Groups;
            for (int j = 0; j < width; j++)
            {
                float sum = 0;
                for (int g = 0; g < train.Groups; g++)
                {
                    float group = 0;
                    for (int b = 0; b < InputTrain.GroupSteps; b++)
                    {
                        if ((masks[g] >> b & 1) != 0)
                        {
                            group += delta[(g * InputTrain.GroupSteps + b) * width + j];
                        }
                    }
                    sum += group;
                }
                gradient[input * width + j] += sum;
            }
        }
    }

    // The sum of a subset is that of the subset without its last step, plus that step. Compiled for each width, so that
    // the places in the table are constants.
    private static void MakeTables(float* delta, int width, int steps, float* table)
    {
        switch (width)
        {
            case 64:
                MakeWide(delta, 64, steps, table);
                break;
            case 32:
                MakeWide(delta, 32, steps, table);
                break;
            default:
                MakeWide(delta, 16, steps, table);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MakeWide(float* delta, int width, int steps, float* table)
    {
        for (; steps > 0; steps -= InputTrain.GroupSteps)
        {
            for (int j = 0; j < width; j += 16)
            {
                if (steps >= InputTrain.GroupSteps)
                {
                    MakeTable(delta + j, width, table + j);
                }
                else
                {
                    MakePart(delta + j, width, steps, table + j);
                }
            }
            delta += InputTrain.GroupSteps * width;
            table += Sums * width;
        }
    }

    // In registers: what is stored is not loaded again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MakeTable(float* delta, int width, float* table)
    {
        Vector512<float> d0 = Vector512.LoadAligned(delta);
        Vector512<float> d1 = Vector512.LoadAligned(delta + width);
        Vector512<float> d2 = Vector512.LoadAligned(delta + 2 * width);
        Vector512<float> d3 = Vector512.LoadAligned(delta + 3 * width);
        Vector512<float> d4 = Vector512.LoadAligned(delta + 4 * width);
        Vector512<float> s0 = default,
            s1 = s0 + d0;
        Vector512<float> s2 = s0 + d1,
            s3 = s1 + d1;
        Vector512<float> s4 = s0 + d2,
            s5 = s1 + d2,
            s6 = s2 + d2,
            s7 = s3 + d2;
        Put(s0, d3, d4, width, table);
        Put(s1, d3, d4, width, table + width);
        Put(s2, d3, d4, width, table + 2 * width);
        Put(s3, d3, d4, width, table + 3 * width);
        Put(s4, d3, d4, width, table + 4 * width);
        Put(s5, d3, d4, width, table + 5 * width);
        Put(s6, d3, d4, width, table + 6 * width);
        Put(s7, d3, d4, width, table + 7 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector512<float> sum, Vector512<float> d3, Vector512<float> d4, int width, float* table)
    {
        Vector512<float> with3 = sum + d3;
        sum.StoreAligned(table);
        with3.StoreAligned(table + 8 * width);
        (sum + d4).StoreAligned(table + 16 * width);
        (with3 + d4).StoreAligned(table + 24 * width);
    }

    // Steps past the last have no spikes, so their sums are not needed.
    private static void MakePart(float* delta, int width, int steps, float* table)
    {
        Vector512<float>.Zero.StoreAligned(table);
        for (int b = 0; b < steps; b++)
        {
            Vector512<float> step = Vector512.LoadAligned(delta + b * width);
            int half = 1 << b;
            float* source = table;
            float* target = table + half * width;
            for (int m = 0; m < half; m++)
            {
                (Vector512.LoadAligned(source) + step).StoreAligned(target);
                source += width;
                target += width;
            }
        }
    }
}
