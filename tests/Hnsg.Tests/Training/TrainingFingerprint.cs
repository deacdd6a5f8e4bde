using System.Security.Cryptography;
using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Tests.Training.Methods;
using Hnsg.Training;

namespace Hnsg.Tests.Training;

/// <summary>What training comes to, byte for byte, over all encodings, resets, methods, neurons and some shapes of networks.</summary>
internal static class TrainingFingerprint
{
    /// <summary>The environment variable that holds the fingerprint another process got.</summary>
    public const string Variable = "HNSG_TEST_FINGERPRINT";

    private static readonly Dataset Digits = SomeDigits.Of(110);

    /// <summary>Hidden layers: full and partly full blocks, several blocks, none at all.</summary>
    public static string[] Shapes { get; } = ["40", "40,20", "70", ""];

    /// <summary>The sum over everything.</summary>
    public static string OfAll()
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (InputEncoding encoding in Enum.GetValues<InputEncoding>())
        {
            foreach (ResetKind reset in Enum.GetValues<ResetKind>())
            {
                foreach (string shape in Shapes)
                {
                    sum.AppendData(Convert.FromHexString(Of(encoding, reset, shape, threads: 2)));
                }
            }
        }
        foreach (string method in TrainingChoices.Methods)
        {
            sum.AppendData(OfMethod(EveryMethodTests.Options(method)));
        }
        foreach (NeuronKind neuron in (NeuronKind[])[NeuronKind.If, NeuronKind.Cuba])
        {
            int shift = neuron == NeuronKind.Cuba ? 2 : 0;
            foreach (string method in (string[])["hnsg", "weights"])
            {
                sum.AppendData(
                    OfMethod(EveryMethodTests.Options(method) with { Neuron = [neuron], SynapseShift = [shift] })
                );
            }
        }
        foreach (string method in (string[])["weights", "magnitude"])
        {
            sum.AppendData(
                OfMethod(EveryMethodTests.Options(method) with { TrainDecay = true, TrainThreshold = true })
            );
        }
        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    private static byte[] OfMethod(TrainingOptions options)
    {
        using var session = new TrainingSession(options, Digits, 2);
        session.Run();
        return SHA256.HashData(session.Network().ToBytes());
    }

    /// <summary>SHA-256 of the model file after two epochs of four batches, the last of them smaller.</summary>
    public static string Of(InputEncoding encoding, ResetKind reset, string shape, int threads)
    {
        int[] hidden =
        [
            .. shape
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)),
        ];
        var options = new TrainingOptions
        {
            Hidden = hidden,
            Encoding = encoding,
            Steps = 6,
            Keep = [0.2],
            Reset = [.. hidden.Select(_ => reset == ResetKind.None ? ResetKind.Zero : reset), reset],
            Loss = reset == ResetKind.None ? "membrane-cross-entropy" : "count-cross-entropy",
            Surrogate = reset == ResetKind.Zero ? "sigmoid" : "atan",
            AttachReset = reset == ResetKind.DelayedSubtract,
            Optimiser = reset == ResetKind.Subtract ? "adam" : "sgd",
            LearningRate = reset == ResetKind.Subtract ? 0.01 : 0.5,
            ActivityPenalty = 0.1,
            Epochs = 2,
            Batch = 28,
            Validation = 10,
        };
        using var session = new TrainingSession(options, Digits, threads);
        session.Run();
        return Convert.ToHexStringLower(SHA256.HashData(session.Network().ToBytes()));
    }
}
