using System.Security.Cryptography;
using Hnsg.Data.Digits;
using Hnsg.Randomness;

namespace Hnsg.Data;

/// <summary>The data set that is always there: handwriting-like digits drawn by this library.</summary>
/// <remarks>
/// A picture is a function of its part and its index alone, drawn with + − × ÷ and square roots, so the set has the
/// same bytes on every machine and with any number of threads. It stands in for MNIST where that cannot be had; it
/// is not MNIST, and an accuracy on it says nothing about MNIST.
/// </remarks>
internal static class EmbeddedDigits
{
    /// <summary>Name of the set.</summary>
    public const string Name = "digits";

    /// <summary>Training samples, 1,000 of each digit.</summary>
    public const int TrainSamples = 10_000;

    /// <summary>Test samples, 200 of each digit.</summary>
    public const int TestSamples = 2_000;

    /// <summary>The digits.</summary>
    public static readonly IReadOnlyList<string> ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private const int Inputs = DigitCanvas.Side * DigitCanvas.Side;

    // Two seeds that nobody will use for training; they make the set what it is, so they never change.
    private static readonly RandomKey TrainKey = new(0x6469_6769_7473_0001);
    private static readonly RandomKey TestKey = new(0x6469_6769_7473_0002);

    private static readonly Lazy<Dataset> Drawn = new(Draw);

    /// <summary>The set; drawn on the first use, in about a second, and kept.</summary>
    public static Dataset Load() => Drawn.Value;

    private static Dataset Draw()
    {
        Dictionary<string, string> sha256 = [];
        return new Dataset
        {
            Name = Name,
            Train = Part("train", TrainKey, TrainSamples, sha256),
            Test = Part("test", TestKey, TestSamples, sha256),
            Width = DigitCanvas.Side,
            Height = DigitCanvas.Side,
            Classes = 10,
            ClassNames = ClassNames,
            Sha256 = sha256,
            Source = "embedded: drawn by this library",
        };
    }

    private static SampleSet Part(string name, RandomKey key, int count, Dictionary<string, string> sha256)
    {
        byte[] labels = ShuffledLabels(key, count);
        byte[] pixels = new byte[count * Inputs];
        Parallel.For(
            0,
            count,
            i =>
                DigitWriter.Write(
                    labels[i],
                    key.Derive(RandomStream.Digits, (uint)i + 1),
                    pixels.AsSpan(i * Inputs, Inputs)
                )
        );
        sha256[name + "-images"] = Convert.ToHexStringLower(SHA256.HashData(pixels));
        sha256[name + "-labels"] = Convert.ToHexStringLower(SHA256.HashData(labels));
        return SampleSet.Own(pixels, labels, Inputs);
    }

    // As many of each class, in an order that any run of samples is a fair part of the whole.
    private static byte[] ShuffledLabels(RandomKey key, int count)
    {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 10);
        }
        FixedShuffle.Apply(key.Derive(RandomStream.Digits, 0), labels.AsSpan());
        return labels;
    }
}
