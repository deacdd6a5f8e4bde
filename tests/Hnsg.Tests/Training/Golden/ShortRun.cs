using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Kernels;
using Hnsg.Measures;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Tests.Training.Golden;

/// <summary>A training of a moment, by a name that says how it differs from the others.</summary>
internal sealed record ShortRun(string Name, TrainingOptions Options, Dataset Data)
{
    /// <summary>Trains from the first batch to the last.</summary>
    /// <returns>As <see cref="Hashes"/>.</returns>
    public string Train(int threads)
    {
        using var session = new TrainingSession(Options, Data, threads);
        session.Run();
        return Hashes(session, threads);
    }

    /// <summary>Trains halfway, saves, and goes on in another session with another number of threads.</summary>
    /// <returns>As <see cref="Hashes"/>.</returns>
    public string TrainInTwoParts(int threads, int threadsLater)
    {
        using var saved = new MemoryStream();
        using (var first = new TrainingSession(Options, Data, threads))
        {
            for (int step = 0; step < Options.Epochs * first.BatchesPerEpoch / 2 && !first.Finished; step++)
            {
                first.Step();
            }
            first.Save(new BinaryWriter(saved));
        }
        saved.Position = 0;
        using var second = new TrainingSession(Options, Data, threadsLater);
        second.Load(new BinaryReader(saved));
        second.Run();
        return Hashes(second, threadsLater);
    }

    /// <summary>
    /// The first 16 digits of SHA-256 of the model file, of the metrics, and of every trained number: a difference in
    /// the last bit of a score seldom reaches a mask.
    /// </summary>
    private string Hashes(TrainingSession session, int threads)
    {
        byte[] metrics = System.Text.Encoding.ASCII.GetBytes(string.Join(' ', Metrics(session, threads)));
        return $"{Hash(session.Network().ToBytes())} {Hash(metrics)} {Hash(Numbers(session))}";
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    // All but the times.
    private IEnumerable<double?> Metrics(TrainingSession session, int threads)
    {
        Evaluation test = Evaluator.Run(session.Network(), Data.Test, threads);
        return
        [
            .. session.History.SelectMany(it =>
                (double?[])
                    [
                        it.Loss,
                        it.TrainAccuracy,
                        it.ValidationAccuracy,
                        .. Of(it.FiringIntensity),
                        it.MaskChurn,
                        it.LearningRate,
                    ]
            ),
            .. session.Conversion?.Scales ?? [],
            .. session.Conversion?.Accuracies ?? [],
            .. test.Confusion,
            .. Of(test.FiringIntensity),
        ];

        double?[] Of(FiringIntensity rate) => [rate.Hidden, rate.Spiking, rate.All];
    }

    // Connection by connection, so that it does not matter where they lie in memory.
    private static byte[] Numbers(TrainingSession session)
    {
        var numbers = new List<float>();
        for (int layer = 0; layer < session.Methods.Count; layer++)
        {
            MatrixLayout shape = session.LastBatch.Layers[layer].Shape;
            foreach (AlignedBuffer<float> array in session.Methods[layer].State)
            {
                if (array.Length != shape.Length)
                {
                    numbers.AddRange(array.Span);
                    continue;
                }
                for (int input = 0; input < shape.Rows; input++)
                for (int neuron = 0; neuron < shape.Columns; neuron++)
                {
                    numbers.Add(array.Span[(int)shape.Offset(input, neuron)]);
                }
            }
        }
        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(numbers)).ToArray();
    }
}
