using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Training;

namespace Hnsg.Bench;

/// <summary>Times complete training steps: encode, forward, loss, backward, update, masks.</summary>
internal static class StepBenchmark
{
    private const int WarmUp = 20;

    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        StepResult result = Measure(arguments);
        Console.WriteLine(arguments.Has("json") ? result.Json() : result.Text());
        return 0;
    }

    /// <summary>Runs the benchmark that the options describe.</summary>
    public static StepResult Measure(Arguments arguments)
    {
        int threads = arguments.Integer("threads", 1);
        var options = new TrainingOptions
        {
            Hidden = [arguments.Integer("hidden", 1000)],
            Steps = arguments.Integer("steps", 25),
            Batch = arguments.Integer("batch", 128),
            Keep = [arguments.Number("keep", 0.5)],
            Encoding = arguments.Text("encoding", "rate") == "direct" ? InputEncoding.Direct : InputEncoding.Rate,
            Shift = 0,
            LearningRate = 0.001,
            WarmUp = 0,
            Epochs = 1000,
        };
        Dataset data = Datasets.Load(Datasets.Auto, new DatasetOptions { AllowDownload = false });
        using var session = new TrainingSession(options, data, threads);
        for (int i = 0; i < WarmUp; i++)
        {
            session.Step();
        }
        var times = new StepTimes[arguments.Integer("repeat", 100)];
        for (int i = 0; i < times.Length; i++)
        {
            session.Step();
            times[i] = session.LastStep;
        }
        return new StepResult(data.Name, options, threads, times);
    }
}
