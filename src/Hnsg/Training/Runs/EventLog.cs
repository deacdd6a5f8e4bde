using System.Globalization;
using Hnsg.Disk;
using Hnsg.Networks;
using Hnsg.Training.Methods;
using Hnsg.Training.Options;

namespace Hnsg.Training.Runs;

/// <summary>The event file that TensorBoard reads: scalars of each epoch.</summary>
/// <remarks>
/// <c>events.out.tfevents.S.hnsg</c>, where S is the Unix time at which it was begun. The time of a point is S plus the
/// seconds of training, so all of the file but S follows from the run. It is written whole when it is opened, which drops
/// what a killed process left half written or had trained past its last checkpoint, and grows by an epoch at a time, so
/// that a TensorBoard that looks on sees it.
/// </remarks>
internal sealed class EventLog
{
    private const string Prefix = "events.out.tfevents.";
    private const string Suffix = ".hnsg";

    private static readonly (string Tag, Func<EpochReport, double?> Value)[] s_scalars =
    [
        ("loss/train", report => report.Loss),
        ("accuracy/train", report => report.TrainAccuracy),
        ("accuracy/validation", report => report.ValidationAccuracy),
        ("intensity/hidden", report => report.FiringIntensity.Hidden),
        ("intensity/spiking", report => report.FiringIntensity.Spiking),
        ("intensity/all", report => report.FiringIntensity.All),
        ("mask/churn", report => report.MaskChurn),
        ("training/learning rate", report => report.LearningRate),
        ("training/images per second", report => report.ImagesPerSecond),
    ];

    private readonly string _path;
    private readonly long _begun;
    private readonly Func<EpochReport, double?> _kept;

    private EventLog(string path, long begun, Func<EpochReport, double?> kept)
    {
        _path = path;
        _begun = begun;
        _kept = kept;
    }

    /// <summary>Whether a run has an event file.</summary>
    public static bool IsIn(RunFolder folder) => Find(folder) is not null;

    /// <summary>Goes on with the event file of a run, or begins one.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="spec">The run's network.</param>
    /// <param name="batches">Batches of an epoch.</param>
    /// <param name="history">The epochs that are done.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static EventLog Open(
        RunFolder folder,
        TrainingOptions options,
        NetworkSpec spec,
        int batches,
        IReadOnlyList<EpochReport> history
    )
    {
        string? found = Find(folder);
        long begun = found is null
            ? DateTimeOffset.UtcNow.ToUnixTimeSeconds()
            : long.Parse(Path.GetFileName(found)[Prefix.Length..^Suffix.Length], CultureInfo.InvariantCulture);
        string path = found ?? Path.Combine(folder.Path, FormattableString.Invariant($"{Prefix}{begun}{Suffix}"));
        var log = new EventLog(path, begun, Kept(options, spec, batches));
        AtomicFile.Write(
            path,
            stream =>
            {
                stream.Write(EventRecord.Version(begun));
                foreach (EpochReport report in history)
                {
                    stream.Write(log.Record(report));
                }
            }
        );
        return log;
    }

    /// <summary>Adds an epoch.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Add(EpochReport report)
    {
        byte[] record = Record(report);
        try
        {
            using var stream = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            stream.Write(record);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Writing(_path, error, record.Length);
        }
    }

    private byte[] Record(EpochReport report) =>
        EventRecord.Scalars(
            _begun + report.Seconds,
            report.Epoch,
            [
                .. s_scalars
                    .Append((Tag: "mask/kept", Value: _kept))
                    .Select(scalar => (scalar.Tag, Value: scalar.Value(report)))
                    .Where(scalar => scalar.Value is not null)
                    .Select(scalar => (scalar.Tag, (float)scalar.Value!.Value)),
            ]
        );

    private static string? Find(RunFolder folder) =>
        Directory.Exists(folder.Path)
            ? Directory
                .EnumerateFiles(folder.Path, $"{Prefix}*{Suffix}")
                .Where(file =>
                    long.TryParse(
                        Path.GetFileName(file)[Prefix.Length..^Suffix.Length],
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out _
                    )
                )
                .Order(StringComparer.Ordinal)
                .FirstOrDefault()
            : null;

    // The kept fraction of all layers together after an epoch; none where no masks are trained.
    private static Func<EpochReport, double?> Kept(TrainingOptions options, NetworkSpec spec, int batches)
    {
        if (!TrainingMethods.Find(options.Method).TrainsMasks)
        {
            return _ => null;
        }
        var schedule = new KeepSchedule(options, (long)options.Epochs * batches);
        double all = spec.AllConnections;
        return report =>
            spec.Layers.Index()
                .Sum(layer =>
                    spec.Connections(layer.Index) / all * schedule.At(layer.Item.Keep, (long)report.Epoch * batches)
                );
    }
}
