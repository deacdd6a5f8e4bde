using Hnsg.Data;
using Hnsg.Data.Digits;
using Hnsg.Randomness;

namespace Hnsg.Tests.Training;

/// <summary>A few written digits to train on.</summary>
internal static class SomeDigits
{
    public static Dataset Of(int train, int test = 10) =>
        new()
        {
            Name = "some digits",
            Train = Draw(train, 1),
            Test = Draw(test, 2),
            Width = 28,
            Height = 28,
            Classes = 10,
            ClassNames = [.. "0123456789".Select(digit => $"{digit}")],
            Sha256 = new Dictionary<string, string>(),
            Source = "drawn",
        };

    private static SampleSet Draw(int count, ulong seed)
    {
        var pixels = new byte[count * 784];
        byte[] labels = [.. Enumerable.Range(0, count).Select(n => (byte)(n % 10))];
        for (int n = 0; n < count; n++)
        {
            DigitWriter.Write(labels[n], new RandomKey(seed).Derive(9, (uint)n), pixels.AsSpan(n * 784, 784));
        }
        return new SampleSet(pixels, labels, 784);
    }
}
