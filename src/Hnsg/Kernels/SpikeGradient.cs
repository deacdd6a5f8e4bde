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

    /// <summary>Floats of working memory that <see cref="Run"/> needs.</summary>
    public static int TableLength(int steps) => (steps + InputTrain.GroupSteps - 1) / InputTrain.GroupSteps * Sums * 64;

    /// <summary>Adds the gradient of the active inputs in [firstInput, endInput).</summary>
    /// <param name="train">What the sample sent into the layer.</param>
    /// <param name="delta">δ, steps × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="firstInput">First input whose gradient is wanted.</param>
    /// <param name="endInput">Input after the last.</param>
    /// <param name="table">Working memory of <see cref="TableLength"/>.</param>
    /// <param name="gradient">Block of the gradient, fan_in × width.</param>
    public static void Run(
        InputTrain train,
        float* delta,
        int width,
        int firstInput,
        int endInput,
        float* table,
        float* gradient
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(train, delta, width, firstInput, endInput, gradient);
            return;
        }
        (int first, int end) = train.ActiveRange(firstInput, endInput);
        // Lanes: 16, 32 or 64 neurons at a time: as many as let the tables of all groups stay in the first-level cache,
        // since the more lanes share a mask, the less is spent on finding table entries.
        int lanes = Math.Min(
            width,
            train.Groups <= 5 ? 64
                : train.Groups <= 10 ? 32
                : 16
        );
        for (int j = 0; j < width; j += lanes)
        {
            MakeTables(delta + j, width, train.Steps, lanes, table);
            switch (lanes)
            {
                case 64:
                    Add64(train, first, end, table, gradient);
                    break;
                case 32:
                    Add32(train, first, end, table, gradient + j, width);
                    break;
                default:
                    Add16(train, first, end, table, gradient + j, width);
                    break;
            }
        }
    }

    private static void Add16(InputTrain train, int first, int end, float* table, float* gradient, int width)
    {
        int groups = train.Groups;
        byte* masks = train.GroupMasks + first * groups;
        for (int a = first; a < end; a++)
        {
            Vector512<float> sum = default;
            float* at = table;
            for (int g = 0; g < groups; g++)
            {
                sum += Vector512.LoadAligned(at + masks[g] * 16);
                at += Sums * 16;
            }
            masks += groups;
            float* row = gradient + train.Active[a] * width;
            (Vector512.LoadAligned(row) + sum).StoreAligned(row);
        }
    }

    private static void Add32(InputTrain train, int first, int end, float* table, float* gradient, int width)
    {
        int groups = train.Groups;
        ushort* active = train.Active;
        byte* masks = train.GroupMasks + first * groups;
        for (int a = first; a < end; a++)
        {
            Vector512<float> low = default,
                high = default;
            float* at = table;
            for (int g = 0; g < groups; g++)
            {
                float* entry = at + masks[g] * 32;
                low += Vector512.LoadAligned(entry);
                high += Vector512.LoadAligned(entry + 16);
                at += Sums * 32;
            }
            masks += groups;
            float* row = gradient + active[a] * width;
            (Vector512.LoadAligned(row) + low).StoreAligned(row);
            (Vector512.LoadAligned(row + 16) + high).StoreAligned(row + 16);
        }
    }

    private static void Add64(InputTrain train, int first, int end, float* table, float* gradient)
    {
        int groups = train.Groups;
        ushort* active = train.Active;
        byte* masks = train.GroupMasks + first * groups;
        for (int a = first; a < end; a++)
        {
            Vector512<float> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            float* at = table;
            for (int g = 0; g < groups; g++)
            {
                float* entry = at + masks[g] * 64;
                s0 += Vector512.LoadAligned(entry);
                s1 += Vector512.LoadAligned(entry + 16);
                s2 += Vector512.LoadAligned(entry + 32);
                s3 += Vector512.LoadAligned(entry + 48);
                at += Sums * 64;
            }
            masks += groups;
            float* row = gradient + active[a] * 64;
            (Vector512.LoadAligned(row) + s0).StoreAligned(row);
            (Vector512.LoadAligned(row + 16) + s1).StoreAligned(row + 16);
            (Vector512.LoadAligned(row + 32) + s2).StoreAligned(row + 32);
            (Vector512.LoadAligned(row + 48) + s3).StoreAligned(row + 48);
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
    private static void MakeTables(float* delta, int width, int steps, int lanes, float* table)
    {
        for (int start = 0; start < steps; start += InputTrain.GroupSteps)
        {
            for (int j = 0; j < lanes; j += 16)
            {
                MakeTable(
                    delta + start * width + j,
                    width,
                    Math.Min(InputTrain.GroupSteps, steps - start),
                    lanes,
                    table + j
                );
            }
            table += Sums * lanes;
        }
    }

    // Steps past the last have no spikes, so their sums are not needed.
    private static void MakeTable(float* delta, int width, int steps, int lanes, float* table)
    {
        Vector512<float>.Zero.StoreAligned(table);
        for (int b = 0; b < steps; b++)
        {
            Vector512<float> step = Vector512.LoadAligned(delta + b * width);
            int half = 1 << b;
            float* source = table;
            float* target = table + half * lanes;
            for (int m = 0; m < half; m++)
            {
                (Vector512.LoadAligned(source) + step).StoreAligned(target);
                source += lanes;
                target += lanes;
            }
        }
    }
}
