using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Tests.Data;
using Hnsg.Tests.Files;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Tests.Lifetimes;

/// <summary>An object of each public disposable type, small and with threads of its own where it can have some.</summary>
internal static class SomeDisposable
{
    /// <summary>Threads that an object beside its caller has at most.</summary>
    public const int Workers = 2;

    /// <summary>The embedded digits.</summary>
    public static Dataset Digits { get; } = Datasets.Load("digits");

    /// <summary>A few pictures of the network's size.</summary>
    public static SampleSet Samples { get; } = Digits.Test.Slice(0, 200);

    /// <summary>A network for them.</summary>
    public static HiddenNetwork Network { get; } =
        SomeNetwork.Of(
            new NetworkSpec
            {
                Inputs = 784,
                Seed = 5,
                Steps = 4,
                Layers = [new() { Neurons = 64, Keep = 0.2 }, new() { Neurons = 10, Keep = 0.5 }],
            }
        );

    /// <summary>Options of a training of two short epochs.</summary>
    public static TrainingOptions Options { get; } =
        new()
        {
            Hidden = [16],
            Steps = 2,
            Epochs = 2,
            TrainSamples = 64,
            Batch = 16,
            Validation = 16,
        };

    /// <summary>What makes an object of each type, in a folder if it needs one.</summary>
    public static IReadOnlyDictionary<Type, Func<TempFolder, IDisposable>> All { get; } =
        new Dictionary<Type, Func<TempFolder, IDisposable>>
        {
            [typeof(Classifier)] = _ => new Classifier(Network),
            [typeof(BatchClassifier)] = _ => new BatchClassifier(Network, Workers + 1),
            [typeof(SpikeRecorder)] = _ => new SpikeRecorder(Network),
            [typeof(TrainingSession)] = _ => new TrainingSession(Options, Digits, Workers + 1),
            [typeof(TrainingRun)] = folder =>
                TrainingRun.Start(folder[$"{Guid.NewGuid()}"], Options, Digits, threads: Workers + 1),
        };

    /// <summary>Uses an object once, as it is meant to be.</summary>
    public static void Use(IDisposable it)
    {
        switch (it)
        {
            case Classifier classifier:
                classifier.ClassOf(Samples.Pixels(0));
                break;
            case BatchClassifier batch:
                batch.Classify(Samples);
                break;
            case SpikeRecorder recorder:
                recorder.Record(Samples.Pixels(0));
                break;
            case TrainingSession session:
                session.Step();
                break;
            case TrainingRun run:
                run.RunTo(1, null, default);
                break;
            default:
                throw new ArgumentException($"How {it.GetType().Name} is used is not written here.", nameof(it));
        }
    }
}
