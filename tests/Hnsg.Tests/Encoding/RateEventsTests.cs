using Hnsg.Encoding;
using Hnsg.Randomness;
using Hnsg.Spikes;
using Hnsg.Tests.Kernels;
using Xunit;

namespace Hnsg.Tests.Encoding;

public unsafe class RateEventsTests
{
    private const int Width = 64;

    private static readonly RandomKey Key = new(0xFEDCBA9876543210);

    public static MatrixTheoryData<int, int> InputsAndSteps => new(Sizes.Inputs, Sizes.Steps);

    [Theory, MemberData(nameof(InputsAndSteps))]
    public void Spikes_are_those_of_the_definition(int inputs, int steps)
    {
        using var events = new RateEvents(inputs, steps, Width);
        using var lists = new RowLists(inputs);
        // The second sample is listed in the memory of the first.
        foreach (uint sample in (uint[])[0, 4_000_000_000])
        {
            byte[] pixels = SomeNumbers.Picture(inputs, sample + 1);
            events.Begin(pixels);
            for (int first = 0; first < steps; first += RowLists.MostSteps)
            {
                int count = Math.Min(RowLists.MostSteps, steps - first);
                events.List(Key, sample, first, count, lists);
                long total = 0;
                for (int t = 0; t < count; t++)
                {
                    int[] spikes =
                    [
                        .. Enumerable
                            .Range(0, inputs)
                            .Where(i => RateDefinition.Spikes(Key, sample, i, pixels[i], steps, first + t)),
                    ];
                    Assert.Equal(spikes, Spikes(lists, t).Select(row => row / Width).Order());
                    total += spikes.Length;
                }
                Assert.Equal(total, lists.CountSpikes(0, count));
            }
        }
    }

    [Fact]
    public void A_pixel_that_spikes_at_most_steps_is_listed_by_its_silences()
    {
        using var events = new RateEvents(3, 20, Width);
        using var lists = new RowLists(3);
        events.Begin([255, 10, 250]);
        events.List(Key, 1, 0, 20, lists);
        Assert.Equal([0, 2 * Width], new Span<int>(lists.Steady, lists.SteadyCount).ToArray());
        Assert.InRange(Enumerable.Range(0, 20).Sum(t => lists.Lengths[t]), 0, 20);
    }

    private static IEnumerable<int> Spikes(RowLists lists, int step)
    {
        int[] rows = new Span<int>(lists.Step(step), lists.Lengths[step]).ToArray();
        int[] silences = rows[lists.Events[step]..];
        int[] steady = new Span<int>(lists.Steady, lists.SteadyCount).ToArray();
        Assert.Equal(silences, steady.Intersect(silences));
        return [.. rows[..lists.Events[step]], .. steady.Except(silences)];
    }
}
