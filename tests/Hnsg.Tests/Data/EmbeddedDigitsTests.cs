using Hnsg.Data;
using Hnsg.Data.Digits;
using Hnsg.Randomness;
using Xunit;

namespace Hnsg.Tests.Data;

public class EmbeddedDigitsTests
{
    private static readonly Dataset Digits = SomeData.Load("digits");

    // The set is part of what every result on it means: these sums never change.
    [Theory]
    [InlineData("train-images", "6fa3613c5eabd681a4064a0fefd878f47fefffa93f3b39d06fbd773a668397c0")]
    [InlineData("train-labels", "500b1d15e050923193286f03be456f609125c2edce1883c5f4e9455e921710f9")]
    [InlineData("test-images", "9a0ea77fa62ea74766d10253ecb2f36e106369285c6d14f7de438ec2816d5f1c")]
    [InlineData("test-labels", "474284944072d6a0fc7f0221732856d27b0f49c705f9e74d601a1efeabc76ccd")]
    public void The_bytes_are_these_on_every_machine(string part, string sha256) =>
        Assert.Equal(sha256, Digits.Sha256[part]);

    [Fact]
    public void The_sums_are_those_of_the_bytes()
    {
        byte[] pixels = [.. Enumerable.Range(0, Digits.Test.Count).SelectMany(i => Digits.Test.Pixels(i).ToArray())];
        Assert.Equal(SomeData.Sha256(pixels), Digits.Sha256["test-images"]);
        Assert.Equal(SomeData.Sha256(Digits.Test.Labels.ToArray()), Digits.Sha256["test-labels"]);
    }

    [Fact]
    public void The_shape_is_that_of_mnist()
    {
        Assert.Equal((28, 28, 10), (Digits.Width, Digits.Height, Digits.Classes));
        Assert.Equal((10_000, 2_000), (Digits.Train.Count, Digits.Test.Count));
    }

    [Fact]
    public void Every_digit_is_there_as_often()
    {
        for (byte digit = 0; digit < 10; digit++)
        {
            Assert.Equal(1_000, Digits.Train.Labels.Count(digit));
            Assert.Equal(200, Digits.Test.Labels.Count(digit));
            Assert.InRange(Digits.Train.Labels[..1_000].Count(digit), 60, 140);
        }
    }

    [Fact]
    public void A_sixth_of_the_pixels_has_ink()
    {
        long inked = Enumerable.Range(0, Digits.Train.Count).Sum(i => 784L - Digits.Train.Pixels(i).Count((byte)0));
        Assert.InRange(inked / (784.0 * Digits.Train.Count), 0.15, 0.20);
    }

    [Fact]
    public void No_picture_is_empty_and_no_two_are_the_same()
    {
        HashSet<string> seen = [];
        foreach (SampleSet part in (SampleSet[])[Digits.Train, Digits.Test])
        {
            for (int i = 0; i < part.Count; i++)
            {
                Assert.True(784 - part.Pixels(i).Count((byte)0) > 20);
                Assert.True(seen.Add(Convert.ToBase64String(part.Pixels(i))));
            }
        }
    }

    [Fact]
    public void A_picture_depends_on_its_digit_and_key_alone()
    {
        byte[] once = new byte[784];
        byte[] again = new byte[784];
        DigitWriter.Write(8, new RandomKey(5), once);
        Array.Fill(again, (byte)77);
        DigitWriter.Write(8, new RandomKey(5), again);
        Assert.Equal(once, again);
        DigitWriter.Write(8, new RandomKey(6), again);
        Assert.NotEqual(once, again);
    }

    // A floor for what can be learned: the mean picture of each class, nothing more.
    [Fact]
    public void The_nearest_mean_picture_is_right_more_often_than_not()
    {
        double[][] means = [.. Enumerable.Range(0, 10).Select(_ => new double[784])];
        for (int i = 0; i < Digits.Train.Count; i++)
        {
            double[] mean = means[Digits.Train.Labels[i]];
            ReadOnlySpan<byte> pixels = Digits.Train.Pixels(i);
            for (int p = 0; p < 784; p++)
            {
                mean[p] += pixels[p] / 1000.0;
            }
        }
        int right = Enumerable
            .Range(0, Digits.Test.Count)
            .Count(i => Nearest(means, Digits.Test.Pixels(i)) == Digits.Test.Labels[i]);
        Assert.InRange(right / 2000.0, 0.6, 0.9);
    }

    private static int Nearest(double[][] means, ReadOnlySpan<byte> pixels)
    {
        double[] distances = new double[10];
        for (int digit = 0; digit < 10; digit++)
        {
            for (int p = 0; p < 784; p++)
            {
                double difference = means[digit][p] - pixels[p];
                distances[digit] += difference * difference;
            }
        }
        return distances.IndexOf(distances.Min());
    }
}
