using Hnsg.Data;
using Hnsg.Files;

namespace Hnsg.Training.Runs;

/// <summary>The folder of a run and the files in it.</summary>
public sealed class RunFolder
{
    private const string DescriptionName = "run.json";
    private const string MetricsName = "metrics.csv";
    private const string CheckpointName = "checkpoint.bin";
    private const string ModelName = "model.hnsg";
    private const string ResultName = "result.json";
    private const string ReportName = "report.html";
    private const string LockName = "run.lock";

    /// <summary>Names a folder.</summary>
    /// <param name="path">The folder; it need not exist.</param>
    public RunFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What the run is: written once, at its start.</summary>
    public string DescriptionPath => In(DescriptionName);

    /// <summary>One row an epoch.</summary>
    public string MetricsPath => In(MetricsName);

    /// <summary>All that is needed to go on.</summary>
    public string CheckpointPath => In(CheckpointName);

    /// <summary>The network.</summary>
    public string ModelPath => In(ModelName);

    /// <summary>What the run came to: written last, so a run that has it is finished.</summary>
    public string ResultPath => In(ResultName);

    /// <summary>The run on one page, for people.</summary>
    public string ReportPath => In(ReportName);

    /// <summary>All that a run is gone on with, drawn and compared from: the files above but for the report.</summary>
    public IReadOnlyList<string> InputPaths => [DescriptionPath, MetricsPath, CheckpointPath, ModelPath, ResultPath];

    /// <summary>Whether a run was started here.</summary>
    public bool HoldsRun => File.Exists(DescriptionPath);

    /// <summary>Whether a new run can be put here: the folder is absent, or has nothing but what a run killed at its first breath left.</summary>
    public bool IsFree =>
        !File.Exists(Path)
        && (!Directory.Exists(Path) || new DirectoryInfo(Path).EnumerateFileSystemInfos().All(IsDebris));

    /// <summary>The first of DIR, DIR-2, DIR-3, … that is free.</summary>
    public static RunFolder FirstFree(string path)
    {
        var folder = new RunFolder(path);
        for (int number = 2; !folder.IsFree; number++)
        {
            folder = new RunFolder(FormattableString.Invariant($"{path}-{number}"));
        }
        return folder;
    }

    /// <summary>Reads <c>run.json</c>.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public RunDescription ReadDescription()
    {
        RunDescription description = RunJson.ReadDescription(DescriptionPath, ReadText(DescriptionPath));
        return description.Format == RunDescription.CurrentFormat
            ? description
            : throw new InputException(
                DescriptionPath,
                $"it has version {description.Format} of the format; this Hnsg knows {RunDescription.CurrentFormat}. Update Hnsg."
            );
    }

    /// <summary>Reads <c>result.json</c>; null where the run is not finished.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public RunResult? ReadResult() =>
        File.Exists(ResultPath) ? RunJson.ReadResult(ResultPath, ReadText(ResultPath)) : null;

    /// <summary>Reads <c>metrics.csv</c>; empty where no epoch is done.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public IReadOnlyList<EpochReport> ReadMetrics() => MetricsTable.Read(MetricsPath, ReadText(MetricsPath));

    /// <summary>Reads the scores of each layer from the checkpoint.</summary>
    /// <param name="dataset">The run's data.</param>
    /// <returns>How they are spread; empty where there is no checkpoint or the method has no scores.</returns>
    /// <exception cref="InputException">The checkpoint is damaged, or of a run with other options or data.</exception>
    public IReadOnlyList<ScoreHistogram> ReadScores(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (!File.Exists(CheckpointPath))
        {
            return [];
        }
        RunDescription description = ReadDescription();
        using var session = new TrainingSession(description.Options, dataset, threads: 1);
        CheckpointFile.Read(CheckpointPath, TrainingRun.Identity(description), session);
        return session.Scores();
    }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="OptionException">It cannot be made or written to, or is taken.</exception>
    internal void Create()
    {
        CheckFree();
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw NotWritable(error);
        }
    }

    /// <summary>Makes sure that a new run can be put here.</summary>
    /// <exception cref="OptionException">It cannot.</exception>
    public void CheckFree()
    {
        if (HoldsRun)
        {
            throw new OptionException(
                "out",
                $"{Path} holds another run. Choose another folder, or add --resume to go on with that run; nothing was touched."
            );
        }
        bool free;
        try
        {
            free = IsFree;
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw NotWritable(error);
        }
        if (!free)
        {
            string what = File.Exists(Path) ? "is a file" : "is not empty and holds no run";
            throw new OptionException("out", $"{Path} {what}. Choose another folder; nothing was touched.");
        }
    }

    /// <summary>Keeps other processes out until disposed, or until this process ends however it ends.</summary>
    /// <exception cref="OptionException">The folder cannot be written to.</exception>
    /// <exception cref="InputException">Another process trains here.</exception>
    internal IDisposable Lock()
    {
        var file = new FileInfo(In(LockName));
        if (file.LinkTarget is not null || (file.Exists && !IsLock(file)))
        {
            throw new InputException(
                file.FullName,
                "this file is in the way of the lock of a run. Move it away, or choose another folder."
            );
        }
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            };
            return new FileStream(In(LockName), options);
        }
        catch (IOException error) when (File.Exists(In(LockName)))
        {
            throw new InputException(
                Path,
                "another process trains here. Wait until it is done, or choose another folder.",
                error
            );
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw NotWritable(error);
        }
    }

    /// <summary>Removes what a killed process left half written.</summary>
    /// <exception cref="InputException">A leftover cannot be removed.</exception>
    internal void DeleteLeftovers() => AtomicFile.DeleteLeftovers(Path);

    /// <summary>Removes what is left of a process that was killed between its result and its end.</summary>
    /// <remarks>Where that cannot be, in a folder that may only be read or is in use, nothing is lost.</remarks>
    internal void TidyFinished()
    {
        try
        {
            using IDisposable held = Lock();
            DeleteLeftovers();
        }
        catch (Exception error) when (error is InputException or OptionException) { }
    }

    private static bool IsDebris(FileSystemInfo entry) =>
        entry is FileInfo file && (IsLock(file) || AtomicFile.IsLeftover(file));

    // A lock is empty; a link, or a file with something in it, is somebody else's.
    private static bool IsLock(FileInfo file) => file is { Name: LockName, LinkTarget: null, Length: 0 };

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }

    private OptionException NotWritable(Exception error) =>
        new("out", $"{Path} cannot be written to: {error.Message} Choose another folder.");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
