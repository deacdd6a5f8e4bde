using System.Collections.Immutable;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Methods;

namespace Hnsg.Training;

/// <summary>Where a session is, but for the trained arrays: counters, history, masks of epochs.</summary>
internal sealed class TrainingState
{
    /// <summary>Validation accuracies whose time is noted; the first is the paper's accuracy on MNIST.</summary>
    public static IReadOnlyList<double> Milestones { get; } = [0.9373, 0.95, 0.97, 0.98, 0.985];

    private ImmutableList<EpochReport> _history = [];
    private readonly Dictionary<double, double> _secondsToAccuracy = [];

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Batches done in the epoch at work.</summary>
    public int Batch { get; set; }

    /// <summary>Steps done in all.</summary>
    public long Step { get; set; }

    /// <summary>Sum of the losses in the epoch at work.</summary>
    public double LossSum { get; set; }

    /// <summary>Right answers in the epoch at work.</summary>
    public long Correct { get; set; }

    /// <summary>Spikes in the epoch at work.</summary>
    public IntensityCount Intensity { get; set; }

    public double Seconds { get; set; }

    public double EpochSeconds { get; set; }

    /// <summary>Masks after the epoch before.</summary>
    public Mask[] EpochMasks { get; set; } = [];

    /// <summary>Model file of the epoch with the best validation accuracy, where early stopping wants it.</summary>
    public byte[]? Best { get; private set; }

    public int EpochsSinceBest { get; private set; }

    public IReadOnlyList<EpochReport> History => _history;

    public IReadOnlyDictionary<double, double> SecondsToAccuracy => _secondsToAccuracy.AsReadOnly();

    /// <summary>Notes a validation accuracy that was seen now.</summary>
    public void Note(double accuracy)
    {
        foreach (double milestone in Milestones)
        {
            if (accuracy >= milestone)
            {
                _secondsToAccuracy.TryAdd(milestone, Seconds);
            }
        }
    }

    /// <summary>Notes an epoch and makes ready for the next.</summary>
    /// <param name="report">The epoch.</param>
    /// <param name="masks">Masks after it.</param>
    /// <param name="model">Makes the model file of the epoch; null where the best is not kept.</param>
    public void EndEpoch(EpochReport report, Mask[] masks, Func<byte[]>? model)
    {
        double best = _history.Max(earlier => earlier.ValidationAccuracy) ?? -1;
        if (report.ValidationAccuracy is { } accuracy)
        {
            Note(accuracy);
            EpochsSinceBest = accuracy > best ? 0 : EpochsSinceBest + 1;
            if (model is not null && accuracy > best)
            {
                Best = model();
            }
        }
        _history = _history.Add(report);
        EpochMasks = masks;
        Epoch++;
        Batch = 0;
        LossSum = 0;
        Correct = 0;
        Intensity = default;
        EpochSeconds = 0;
    }

    public void Save(BinaryWriter writer, IReadOnlyList<LayerMethod> methods)
    {
        writer.Write(Epoch);
        writer.Write(Batch);
        writer.Write(Step);
        writer.Write(LossSum);
        writer.Write(Correct);
        writer.Write(Intensity.Samples);
        writer.Write(Intensity.Input);
        writer.Write(Intensity.Hidden);
        writer.Write(Intensity.Output);
        writer.Write(Seconds);
        writer.Write(EpochSeconds);
        writer.Write(EpochsSinceBest);
        writer.Write(_history.Count);
        foreach (EpochReport report in _history)
        {
            Write(writer, report);
        }
        writer.Write(_secondsToAccuracy.Count);
        foreach ((double accuracy, double seconds) in _secondsToAccuracy)
        {
            writer.Write(accuracy);
            writer.Write(seconds);
        }
        Write(writer, EpochMasks);
        writer.Write(Best?.Length ?? 0);
        writer.Write(Best ?? []);
        foreach (AlignedBuffer<float> array in methods.SelectMany(method => method.State))
        {
            writer.Write(array.Length);
            writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(array.Span));
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It says what cannot be.</exception>
    public void Load(BinaryReader reader, IReadOnlyList<LayerMethod> methods, TrainingExtent extent)
    {
        Epoch = reader.ReadInt32();
        Batch = reader.ReadInt32();
        Step = reader.ReadInt64();
        LossSum = reader.ReadDouble();
        Correct = reader.ReadInt64();
        Intensity = new IntensityCount
        {
            Samples = reader.ReadInt64(),
            Input = reader.ReadInt64(),
            Hidden = reader.ReadInt64(),
            Output = reader.ReadInt64(),
        };
        Seconds = reader.ReadDouble();
        EpochSeconds = reader.ReadDouble();
        EpochsSinceBest = reader.ReadInt32();
        _history = [];
        for (int count = Count(reader, extent.Epochs, "epochs"); count > 0; count--)
        {
            _history = _history.Add(ReadReport(reader));
        }
        _secondsToAccuracy.Clear();
        for (int count = Count(reader, Milestones.Count, "accuracies"); count > 0; count--)
        {
            _secondsToAccuracy[reader.ReadDouble()] = reader.ReadDouble();
        }
        EpochMasks = ReadMasks(reader, extent.Spec);
        int best = reader.ReadInt32();
        if (best < 0 || best > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new InvalidDataException("the best model is longer than the file");
        }
        Best = best == 0 ? null : reader.ReadBytes(best);
        foreach (AlignedBuffer<float> array in methods.SelectMany(method => method.State))
        {
            if (reader.ReadInt64() != array.Length)
            {
                throw new InvalidDataException("the length of an array does not fit the network");
            }
            reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(array.Span));
            foreach (float value in array.Span)
            {
                if (float.IsNaN(value))
                {
                    throw new InvalidDataException("an array has a value that is not a number");
                }
            }
        }
        extent.Check(this);
    }

    private static int Count(BinaryReader reader, int most, string what) =>
        reader.ReadInt32() is var count && count >= 0 && count <= most
            ? count
            : throw new InvalidDataException($"there cannot be {count} {what}, only 0…{most}");

    private static void Write(BinaryWriter writer, EpochReport report)
    {
        writer.Write(report.Epoch);
        writer.Write(report.Loss);
        writer.Write(report.TrainAccuracy);
        writer.Write(report.ValidationAccuracy ?? double.NaN);
        writer.Write(report.FiringIntensity.Hidden);
        writer.Write(report.FiringIntensity.Spiking);
        writer.Write(report.FiringIntensity.All ?? double.NaN);
        writer.Write(report.MaskChurn);
        writer.Write(report.LearningRate);
        writer.Write(report.Seconds);
        writer.Write(report.ImagesPerSecond);
    }

    private static EpochReport ReadReport(BinaryReader reader) =>
        new()
        {
            Epoch = reader.ReadInt32(),
            Loss = reader.ReadDouble(),
            TrainAccuracy = reader.ReadDouble(),
            ValidationAccuracy = Optional(reader.ReadDouble()),
            FiringIntensity = new FiringIntensity(
                reader.ReadDouble(),
                reader.ReadDouble(),
                Optional(reader.ReadDouble())
            ),
            MaskChurn = reader.ReadDouble(),
            LearningRate = reader.ReadDouble(),
            Seconds = reader.ReadDouble(),
            ImagesPerSecond = reader.ReadDouble(),
        };

    private static double? Optional(double value) => double.IsNaN(value) ? null : value;

    private static void Write(BinaryWriter writer, Mask[] masks)
    {
        foreach (Mask mask in masks)
        {
            foreach (ulong word in mask.Words)
            {
                writer.Write(word);
            }
        }
    }

    private static Mask[] ReadMasks(BinaryReader reader, NetworkSpec spec)
    {
        var masks = new Mask[spec.Layers.Count];
        for (int layer = 0; layer < masks.Length; layer++)
        {
            var words = new ulong[(spec.Connections(layer) + 63) / 64];
            for (int w = 0; w < words.Length; w++)
            {
                words[w] = reader.ReadUInt64();
            }
            masks[layer] = Mask.FromWords(spec.FanIn(layer), spec.Layers[layer].Neurons, words);
        }
        return masks;
    }
}
