using System.Runtime.Intrinsics;
using Hnsg.Encoding;

namespace Hnsg.Kernels;

/// <summary>Adds one sample's Σ_t x[t, i]·δ[t, j] to a block's weight gradient, x being spikes.</summary>
/// <remarks>
/// The "four Russians" trick: for every group of five steps the 32 possible partial sums are made once, and each
/// active input then adds one table entry a group instead of one row a spike. The order of the additions is part of
/// the definition: within a group by step, then the groups in order, then to the gradient, each sum from +0. As no
/// such sum can be −0, leaving out an addition of 0 changes no bit.
/// </remarks>
internal static unsafe class SpikeGradient
{
    private const int Sums = 1 << InputTrain.GroupSteps;

    // The tables of so many groups, of 64 neurons, fit a first-level cache of 48 KiB.
    private const int GroupsAtOnce = 5;

    /// <summary>Floats of working memory for tables.</summary>
    public const int TableLength = GroupsAtOnce * Sums * 64;

    /// <summary>Floats of working memory for sums that are not complete, where there are more groups than fit at once.</summary>
    public static long PartialLength(int steps, LayerShape shape) =>
        steps <= GroupsAtOnce * InputTrain.GroupSteps ? 0 : (long)shape.FanIn * shape.Width;

    /// <summary>Adds the gradient of the active inputs in [firstInput, endInput).</summary>
    /// <param name="train">What the sample sent into the layer.</param>
    /// <param name="delta">δ, steps × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="firstInput">First input whose gradient is wanted.</param>
    /// <param name="endInput">Input after the last.</param>
    /// <param name="table">Working memory of <see cref="TableLength"/>.</param>
    /// <param name="partial">Working memory of <see cref="PartialLength"/>.</param>
    /// <param name="gradient">Block of the gradient, fan_in × width.</param>
    public static void Run(
        InputTrain train,
        float* delta,
        int width,
        int firstInput,
        int endInput,
        float* table,
        float* partial,
        float* gradient
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(train, delta, width, firstInput, endInput, gradient);
            return;
        }
        (int first, int end) = train.ActiveRange(firstInput, endInput);
        for (int group = 0; group < train.Groups; group += GroupsAtOnce)
        {
            int step = group * InputTrain.GroupSteps;
            MakeTables(delta + step * width, width, train.Steps - step, table);
            var range = new GroupRange(group, Math.Min(GroupsAtOnce, train.Groups - group), train.Groups);
            switch (width)
            {
                case 64:
                    Add64(train, first, end, range, table, partial, gradient);
                    break;
                case 32:
                    Add32(train, first, end, range, table, partial, gradient);
                    break;
                default:
                    Add16(train, first, end, range, table, partial, gradient);
                    break;
            }
        }
    }

    /// <summary>Groups whose tables are made at once, out of all of a sample.</summary>
    private readonly record struct GroupRange(int First, int Count, int All)
    {
        /// <summary>Whether the sums begin here, or go on from where they were left.</summary>
        public bool Begins => First == 0;

        /// <summary>Whether the sums are complete after these groups and go into the gradient.</summary>
        public bool Ends => First + Count == All;
    }

    // Lanes: the whole block, since the more lanes share a mask, the less is spent on finding table entries.
    private static void Add64(
        InputTrain train,
        int first,
        int end,
        GroupRange range,
        float* table,
        float* partial,
        float* gradient
    )
    {
        for (int a = first; a < end; a++)
        {
            float* left = partial + (long)(a - first) * 64;
            Vector512<float> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            if (!range.Begins)
            {
                s0 = Vector512.LoadAligned(left);
                s1 = Vector512.LoadAligned(left + 16);
                s2 = Vector512.LoadAligned(left + 32);
                s3 = Vector512.LoadAligned(left + 48);
            }
            byte* masks = train.GroupMasks + (long)a * range.All + range.First;
            float* at = table;
            for (int g = 0; g < range.Count; g++)
            {
                float* entry = at + masks[g] * 64;
                s0 += Vector512.LoadAligned(entry);
                s1 += Vector512.LoadAligned(entry + 16);
                s2 += Vector512.LoadAligned(entry + 32);
                s3 += Vector512.LoadAligned(entry + 48);
                at += Sums * 64;
            }
            if (range.Ends)
            {
                left = gradient + train.Active[a] * 64;
                s0 = Vector512.LoadAligned(left) + s0;
                s1 = Vector512.LoadAligned(left + 16) + s1;
                s2 = Vector512.LoadAligned(left + 32) + s2;
                s3 = Vector512.LoadAligned(left + 48) + s3;
            }
            s0.StoreAligned(left);
            s1.StoreAligned(left + 16);
            s2.StoreAligned(left + 32);
            s3.StoreAligned(left + 48);
        }
    }

    private static void Add32(
        InputTrain train,
        int first,
        int end,
        GroupRange range,
        float* table,
        float* partial,
        float* gradient
    )
    {
        for (int a = first; a < end; a++)
        {
            float* left = partial + (long)(a - first) * 32;
            Vector512<float> low = range.Begins ? default : Vector512.LoadAligned(left);
            Vector512<float> high = range.Begins ? default : Vector512.LoadAligned(left + 16);
            byte* masks = train.GroupMasks + (long)a * range.All + range.First;
            for (int g = 0; g < range.Count; g++)
            {
                float* entry = table + (g * Sums + masks[g]) * 32;
                low += Vector512.LoadAligned(entry);
                high += Vector512.LoadAligned(entry + 16);
            }
            if (range.Ends)
            {
                left = gradient + train.Active[a] * 32;
                low = Vector512.LoadAligned(left) + low;
                high = Vector512.LoadAligned(left + 16) + high;
            }
            low.StoreAligned(left);
            high.StoreAligned(left + 16);
        }
    }

    private static void Add16(
        InputTrain train,
        int first,
        int end,
        GroupRange range,
        float* table,
        float* partial,
        float* gradient
    )
    {
        for (int a = first; a < end; a++)
        {
            float* left = partial + (long)(a - first) * 16;
            Vector512<float> sum = range.Begins ? default : Vector512.LoadAligned(left);
            byte* masks = train.GroupMasks + (long)a * range.All + range.First;
            for (int g = 0; g < range.Count; g++)
            {
                sum += Vector512.LoadAligned(table + (g * Sums + masks[g]) * 16);
            }
            if (range.Ends)
            {
                left = gradient + train.Active[a] * 16;
                sum = Vector512.LoadAligned(left) + sum;
            }
            sum.StoreAligned(left);
        }
    }

    public static void Reference(
        InputTrain train,
        float* delta,
        int width,
        int firstInput,
        int endInput,
        float* gradient
    )
    {
        (int first, int end) = train.ActiveRange(firstInput, endInput);
        for (int a = first; a < end; a++)
        {
            byte* masks = train.GroupMasks + a * train.Groups;
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
                gradient[train.Active[a] * width + j] += sum;
            }
        }
    }

    // The sum of a subset is that of the subset without its last step, plus that step.
    private static void MakeTables(float* delta, int width, int steps, float* table)
    {
        for (
            int start = 0;
            start < Math.Min(steps, GroupsAtOnce * InputTrain.GroupSteps);
            start += InputTrain.GroupSteps
        )
        {
            for (int j = 0; j < width; j += 16)
            {
                MakeTable(delta + start * width + j, width, Math.Min(InputTrain.GroupSteps, steps - start), table + j);
            }
            table += Sums * width;
        }
    }

    // Steps past the last have no spikes, so their sums are not needed.
    private static void MakeTable(float* delta, int width, int steps, float* table)
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
