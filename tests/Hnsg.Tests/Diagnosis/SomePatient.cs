using Hnsg.Data;
using Hnsg.Diagnosis.Examining;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Tests.Diagnosis;

/// <summary>Networks that are trained in a blink, well or badly.</summary>
internal static class SomePatient
{
    /// <summary>Options that give a healthy network: 87 % on the digits in 315 steps.</summary>
    public static TrainingOptions Options { get; } =
        new()
        {
            Hidden = [64],
            Batch = 32,
            Epochs = 5,
        };

    /// <summary>2,000 digits to train on and 400 to validate.</summary>
    public static Dataset Data { get; } = First(Datasets.Load("digits"), 2400);

    private static readonly Lazy<Patient> s_healthy = new(() => Trained(Options, Data));

    /// <summary>The network of <see cref="Options"/>.</summary>
    public static Patient Healthy => s_healthy.Value;

    /// <summary>The first samples of a set.</summary>
    public static Dataset First(Dataset data, int samples) =>
        data with
        {
            Train = data.Train.Slice(0, samples),
            Test = data.Test.Slice(0, 60),
        };

    /// <summary>The digits with other pixels.</summary>
    public static Dataset WithPixels(Func<byte, byte> change)
    {
        byte[] pixels = [.. Data.Train.AllPixels.ToArray().Select(change)];
        return Data with { Train = new SampleSet(pixels, Data.Train.Labels.ToArray(), Data.Train.Inputs) };
    }

    /// <summary>Trains to the end, as 'hnsg train' does.</summary>
    public static Patient Trained(TrainingOptions options, Dataset data)
    {
        TrainingOptions resolved = RunOptions.Resolve(options, data);
        using var session = new TrainingSession(resolved, data, threads: 1);
        session.Run();
        var description = new RunDescription
        {
            Hnsg = TrainingRun.LibraryVersion,
            Preset = Presets.Default,
            Options = resolved,
            Data = new RunData
            {
                Name = data.Name,
                Source = data.Source,
                Sha256 = data.Sha256,
            },
            Layers = [session.Spec.Inputs, .. session.Spec.Layers.Select(layer => layer.Neurons)],
        };
        return new Patient("model.hnsg", session.Network(), description, session.History);
    }

    /// <summary>The healthy network with another spec and other masks of its own sizes; of no run.</summary>
    public static Patient Changed(Func<NetworkSpec, NetworkSpec> spec, Func<HiddenNetwork, Mask[]> masks)
    {
        var network = (HiddenNetwork)Healthy.Network;
        return new Patient("model.hnsg", new HiddenNetwork(spec(network.Spec), masks(network)), null, []);
    }
}
