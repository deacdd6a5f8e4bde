using System.Text.Json.Nodes;
using Hnsg.Data;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Bench.Measuring;

/// <summary>Which training step is timed, and how.</summary>
/// <param name="Options">Options of the training.</param>
/// <param name="Threads">Number of threads.</param>
/// <param name="Repeat">Steps that are timed.</param>
/// <param name="Pin">Whether the threads are pinned.</param>
internal sealed record StepWork(TrainingOptions Options, int Threads, int Repeat, bool Pin)
{
    /// <summary>Steps before the first that is timed.</summary>
    public const int WarmUp = 20;

    /// <summary>The work that the project compares itself by.</summary>
    public static TrainingOptions Standard { get; } =
        new()
        {
            Encoding = Networks.InputEncoding.Rate,
            Steps = 25,
            Keep = [0.5],
            Shift = 0,
            LearningRate = 0.001,
            WarmUp = 0,
        };

    /// <summary>MNIST where it is on this machine, else the embedded digits.</summary>
    public static Dataset LoadData() => Datasets.Load(Datasets.Auto, new DatasetOptions { AllowDownload = false });

    /// <summary>Trains and times.</summary>
    public StepResult Measure(Dataset data)
    {
        Pinning pinning = Pin ? ThreadPinning.Pin(Threads) : new Pinning(null, "not pinned, as was asked for");
        using var session = new TrainingSession(Options, data, Threads);
        for (int i = 0; i < WarmUp; i++)
        {
            session.Step();
        }
        var times = new StepTimes[Repeat];
        for (int i = 0; i < times.Length; i++)
        {
            session.Step();
            times[i] = session.LastStep;
        }
        return new StepResult(this, data.Name, session.Spec, pinning, times);
    }

    /// <summary>The work in words.</summary>
    public string Text(string dataset) =>
        FormattableString.Invariant(
            $"784-{string.Join('-', Options.Hidden)}-10 on {dataset}, {RunJson.ToObject(Options)["encoding"]} input, T = {Options.Steps}, batch {Options.Batch}, kept {string.Join(", ", Options.Keep)}, {Threads} thread{(Threads == 1 ? "" : "s")}"
        );

    /// <summary>Writes what was measured.</summary>
    public void WriteTo(JsonObject json)
    {
        JsonObject options = RunJson.ToObject(Options);
        json["hidden"] = Options.Hidden.Count == 1 ? Options.Hidden[0] : options["hidden"]!.DeepClone();
        json["threads"] = Threads;
        foreach (string name in (string[])["encoding", "steps", "batch", "keep"])
        {
            json[name] = options[name]!.DeepClone();
        }
        json["warmUp"] = WarmUp;
        json["repeat"] = Repeat;
    }
}
