using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Tests.Kernels;

/// <summary>Row lists to add up.</summary>
internal static unsafe class SomeLists
{
    /// <summary>At every step each input is an event, or where it is steady a silence, with a probability.</summary>
    public static RowLists Of(int inputs, int width, int steps, double probability, ulong seed)
    {
        var key = new RandomKey(seed);
        var lists = new RowLists(inputs);
        int[] steady = [.. Enumerable.Range(0, inputs).Where(i => key.Uniform(1, (uint)i) < 0.4)];
        foreach (int input in steady)
        {
            lists.Steady[lists.SteadyCount++] = input * width;
        }
        for (int t = 0; t < steps; t++)
        {
            int[] now = [.. Enumerable.Range(0, inputs).Where(i => key.Uniform(2 + (uint)t, (uint)i) < probability)];
            int[] events = [.. now.Except(steady)];
            int at = 0;
            foreach (int input in (int[])[.. events, .. now.Intersect(steady)])
            {
                lists.Step(t)[at++] = input * width;
            }
            lists.Events[t] = events.Length;
            lists.Lengths[t] = at;
        }
        return lists;
    }
}
