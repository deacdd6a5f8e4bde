using System.Globalization;
using Hnsg.Data;
using Hnsg.Sweeps.Plans;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Sweeps.Tests;

/// <summary>What tests of sweeps need.</summary>
internal static class Some
{
    /// <summary>Few embedded digits: a run on them takes some milliseconds.</summary>
    public static Dataset Digits { get; } = Few(Datasets.Load("digits"));

    /// <summary>Ends with the test.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs a sweep on them.</summary>
    public static SweepTable Run(
        string path,
        SweepPlan plan,
        int jobs,
        IProgress<SweepProgress>? progress = null,
        Shard? shard = null
    ) => new Sweep(path, plan, Digits, shard: shard).Run(jobs, progress: progress, cancellation: Token);

    /// <summary>A few options, read as the command line does.</summary>
    public static TrainingOptions Syntax(IReadOnlyList<OptionValue> values)
    {
        var options = new TrainingOptions
        {
            Hidden = [16],
            Epochs = 4,
            Validation = 100,
        };
        foreach ((string option, string value) in values)
        {
            options = option switch
            {
                "steps" => options with { Steps = int.Parse(value, CultureInfo.InvariantCulture) },
                "epochs" => options with { Epochs = int.Parse(value, CultureInfo.InvariantCulture) },
                "validation" => options with { Validation = int.Parse(value, CultureInfo.InvariantCulture) },
                "learning-rate" => options with { LearningRate = Number(value) },
                "weight-decay" => options with { WeightDecay = Number(value) },
                "optimiser" => options with { Optimiser = value },
                "surrogate" => options with { Surrogate = value },
                "keep" => options with { Keep = [.. value.Split(',').Select(Number)] },
                "hidden" => options with { Hidden = [.. value.Split(',').Select(it => (int)Number(it))] },
                _ => throw new OptionException(option, "this is no option"),
            };
        }
        return options;
    }

    /// <summary>Reads a plan from its text.</summary>
    public static SweepPlan Plan(TempFolder folder, string text)
    {
        File.WriteAllText(folder["plan.json"], text);
        return SweepPlan.Read(folder["plan.json"], Syntax);
    }

    private static double Number(string value) => double.Parse(value, CultureInfo.InvariantCulture);

    private static Dataset Few(Dataset all) =>
        all with
        {
            Train = all.Train.Slice(0, 400),
            Test = all.Test.Slice(0, 100),
        };
}
