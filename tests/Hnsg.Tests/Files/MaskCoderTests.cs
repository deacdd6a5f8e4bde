using CsCheck;
using Hnsg.Files;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Files;

public class MaskCoderTests
{
    public static TheoryData<int, int> Shapes =>
        new()
        {
            { 1, 1 },
            { 1, 2 },
            { 2, 1 },
            { 3, 7 },
            { 64, 10 },
            { 1000, 10 },
            { 63, 65 },
            { 1, 65_535 },
            { 65_535, 1 },
        };

    [Theory, MemberData(nameof(Shapes))]
    public void One_kept_connection_comes_back_wherever_it_is(int inputs, int neurons)
    {
        long connections = (long)inputs * neurons;
        foreach (long kept in new[] { 0, connections / 2, connections - 1 })
        {
            Mask mask = new MaskBuilder(inputs, neurons) { [kept] = true }.Build();
            Assert.InRange(RoundTrip(mask, 8), 0, 12);
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void One_dropped_connection_comes_back_wherever_it_is(int inputs, int neurons)
    {
        long connections = (long)inputs * neurons;
        foreach (long dropped in new[] { 0, connections / 2, connections - 1 })
        {
            Mask mask = SomeMask.Of(inputs, neurons, _ => 1).With(dropped, connections == 1);
            Assert.InRange(RoundTrip(mask, 8), 0, 12);
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void An_all_kept_mask_takes_no_bytes(int inputs, int neurons) =>
        Assert.Equal(0, RoundTrip(SomeMask.Of(inputs, neurons, _ => 1), 0));

    [Theory, MemberData(nameof(Shapes))]
    public void Rows_of_any_density_come_back(int inputs, int neurons)
    {
        Mask mask = SomeMask.Of(inputs, neurons, row => row % 10 * 0.1).With(0, true);
        RoundTrip(mask, 0);
        RoundTrip(mask, 8);
    }

    [Theory]
    [InlineData(WeightKind.SignedConstant)]
    [InlineData(WeightKind.Binomial)]
    [InlineData(WeightKind.Uniform)]
    public void Any_mask_of_any_shape_comes_back(WeightKind kind) =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.Int[0, 100], Gen.ULong, Gen.Int[0, 80])
            .Sample(
                (inputs, neurons, percent, seed, width) =>
                {
                    Mask mask = SomeMask.Of(inputs, neurons, row => percent * (row % 3) / 200.0, seed);
                    RoundTrip(mask.With((long)(seed % (ulong)mask.Connections), true), width, kind, seed);
                },
                iter: 300
            );

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Rows_of_one_density_take_no_more_than_their_entropy(double keep)
    {
        Mask mask = SomeMask.Of(784, 1000, _ => keep);
        double flat = SomeMask.EntropyBits(mask.Kept, mask.Connections) / 8;
        Assert.InRange(RoundTrip(mask, 28), 0, (1.001 * flat) + 8);
    }

    // A row's density must be learnt too, and that weighs more the less there is to code: hence 2 % at the low end.
    [Theory]
    [InlineData(0.02, 0.02)]
    [InlineData(0.1, 0.01)]
    [InlineData(0.5, 0.01)]
    public void Rows_of_smoothly_varying_density_take_hardly_more_than_theirs(double keep, double over)
    {
        // Dense where the digits are, as far as 0.9, and empty at the border.
        Mask mask = SomeMask.Of(
            784,
            1000,
            row =>
            {
                double x = (row % 28 - 13.5) / 14;
                double y = (row / 28 - 13.5) / 14;
                return Math.Min(0.9, 3 * keep * Math.Max(0, 1 - (x * x) - (y * y)));
            }
        );
        Assert.InRange(RoundTrip(mask, 28), 0, ((1 + over) * SomeMask.RowEntropyBytes(mask)) + 16);
    }

    [Theory]
    [InlineData(WeightKind.SignedConstant)]
    [InlineData(WeightKind.Binomial)]
    [InlineData(WeightKind.Uniform)]
    public void Smooth_receptive_fields_take_less_than_the_entropy_of_their_rows(WeightKind kind)
    {
        Mask mask = SomeMask.Smooth(28, 28, 100, kind, 5);
        int bytes = RoundTrip(mask, 28, kind, 5);
        Assert.InRange(bytes, 0, 0.97 * SomeMask.RowEntropyBytes(mask));
        Assert.InRange(bytes, 0, 0.97 * RoundTrip(mask, 0, kind, 5));
    }

    [Fact]
    public void A_picture_that_does_not_help_is_not_used()
    {
        Mask mask = SomeMask.Of(784, 100, _ => 0.1);
        Assert.InRange(RoundTrip(mask, 28), 0, RoundTrip(mask, 0) + 4);
    }

    [Fact]
    public void The_same_mask_has_the_same_bytes_for_ever()
    {
        MaskLayer layer = new(20, 10, 43, WeightKind.Binomial, 7, 0);
        Mask mask = WithKept(SomeMask.Smooth(5, 4, 10, WeightKind.Binomial, 7), layer.Kept);
        Assert.Equal(Golden, Convert.ToHexStringLower(MaskCoder.Encode(mask, layer, new MaskCoding(1, 2, 5))));
    }

    private const string Golden = "1105f61f81998a5bf8ac774ceaf34c1d5ab17a7745";

    [Fact]
    public void A_code_that_is_cut_off_or_too_long_is_refused()
    {
        Mask mask = SomeMask.Of(40, 30, _ => 0.3);
        MaskLayer layer = Layer(mask);
        byte[] bytes = MaskCoder.Encode(mask, layer, 8);
        for (int length = 0; length < bytes.Length - 4; length++)
        {
            int cut = length;
            Assert.Throws<InvalidDataException>(() => MaskCoder.Decode(bytes.AsSpan(0, cut), layer));
        }
        Assert.Throws<InvalidDataException>(() => MaskCoder.Decode([.. bytes, 0, 0, 0, 0, 0], layer));
    }

    [Fact]
    public void Few_bytes_do_not_ask_for_much_memory()
    {
        var layer = new MaskLayer(16_384, 16_384, 1 << 27, WeightKind.SignedConstant, 1, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => MaskCoder.Decode(new byte[100], layer));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Any_bytes_give_a_mask_of_the_right_count_or_are_refused() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 1600])
            .Sample(
                (bytes, inputs, neurons, kept) =>
                {
                    var layer = new MaskLayer(
                        inputs,
                        neurons,
                        Math.Min(kept, inputs * neurons),
                        WeightKind.Uniform,
                        3,
                        0
                    );
                    try
                    {
                        Assert.Equal(layer.Kept, MaskCoder.Decode(bytes, layer).Kept);
                    }
                    catch (InvalidDataException) { }
                },
                iter: 3000
            );

    private static MaskLayer Layer(Mask mask, WeightKind kind = WeightKind.SignedConstant, ulong seed = 1) =>
        new(mask.Rows, mask.Columns, mask.Kept, kind, seed, 0);

    private static int RoundTrip(Mask mask, int width, WeightKind kind = WeightKind.SignedConstant, ulong seed = 1)
    {
        MaskLayer layer = Layer(mask, kind, seed);
        byte[] bytes = MaskCoder.Encode(mask, layer, width);
        Mask back = MaskCoder.Decode(bytes, layer);
        Assert.True(mask.Words.SequenceEqual(back.Words), "The mask came back otherwise.");
        return bytes.Length;
    }

    private static Mask WithKept(Mask mask, long kept)
    {
        var builder = new MaskBuilder(mask);
        for (long i = 0; builder.Kept != kept; i++)
        {
            builder[i] = builder.Kept < kept;
        }
        return builder.Build();
    }
}
