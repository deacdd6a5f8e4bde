using Hnsg.Data;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Bench.Measuring;

/// <summary>A size of the work that is changed while all others stay.</summary>
/// <param name="Name">Name of the option.</param>
/// <param name="Label">What it counts.</param>
/// <param name="Standard">Its value in the standard work.</param>
/// <param name="Values">Where it is measured.</param>
/// <param name="Set">Sets it.</param>
internal sealed record ScaleAxis(
    string Name,
    string Label,
    int Standard,
    int[] Values,
    Func<TrainingOptions, int, TrainingOptions> Set
)
{
    // Training must not end, nor stop to validate, while it is timed.
    private static readonly TrainingOptions s_standard = StepWork.Standard with
    {
        Hidden = [1000],
        Batch = 128,
        Epochs = 1000,
        Validation = 0,
    };

    public static IReadOnlyList<ScaleAxis> All { get; } =
    [
        new("steps", "time steps T", 25, [5, 10, 25, 50, 100, 200], (o, n) => o with { Steps = n }),
        new(
            "hidden",
            "hidden neurons H",
            1000,
            [64, 128, 256, 512, 1000, 2048, 4096, 8192],
            (o, n) => o with { Hidden = [n] }
        ),
        new("batch", "samples in a batch", 128, [16, 32, 64, 128, 256, 512, 1024], (o, n) => o with { Batch = n }),
    ];

    /// <summary>Times the steps along the axis.</summary>
    /// <param name="data">Data.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="repeat">Steps that are timed.</param>
    /// <param name="done">Hears of every point.</param>
    public IReadOnlyList<ScalePoint> Measure(Dataset data, int threads, int repeat, Action<string> done)
    {
        List<(int Value, Spread Time)> times = [];
        foreach (int value in Values)
        {
            TrainingOptions options = Set(s_standard, value).Validate();
            Spread time = new StepWork(options, threads, repeat, Pin: true).Measure(data).Total;
            done(FormattableString.Invariant($"{Label} = {value:N0}: {time.Median:F2} ms"));
            times.Add((value, time));
        }
        double unit = times.First(it => it.Value == Standard).Time.Median / Standard;
        return [.. times.Select(it => new ScalePoint(it.Value, it.Time, it.Time.Median / (it.Value * unit)))];
    }
}
