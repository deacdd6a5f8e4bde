using System.Security.Cryptography;
using Hnsg.Data;
using Hnsg.Disk;

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
    /// <exception cref="InputException">It is missing, damaged, or says what cannot be.</exception>
    public RunDescription ReadDescription() => RunJson.ReadDescription(DescriptionPath);

    /// <summary>Reads <c>result.json</c>; null where the run is not finished.</summary>
    /// <exception cref="InputException">It is damaged, says what cannot be, or a file beside it is of another run.</exception>
    public RunResult? ReadResult()
    {
        if (!File.Exists(ResultPath))
        {
            return null;
        }
        RunResult result = RunJson.ReadResult(ResultPath);
        if (HoldsRun)
        {
            CheckSameRun(ReadDescription(), result);
        }
        CheckModel(result);
        return result;
    }

    /// <summary>Makes sure that a model file which lies in the folder of a finished run is the one of that run.</summary>
    /// <param name="modelPath">The model file, wherever it lies.</param>
    /// <exception cref="InputException">It is of another run, or a file of the run is damaged.</exception>
    public static void CheckModel(string modelPath)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        Of(modelPath)?.ReadResult();
    }

    /// <summary>The folder of the run whose model a file is; null where it lies elsewhere.</summary>
    internal static RunFolder? Of(string modelPath)
    {
        string full = System.IO.Path.GetFullPath(modelPath);
        var folder = new RunFolder(System.IO.Path.GetDirectoryName(full) ?? full);
        return folder.HoldsRun && System.IO.Path.GetFullPath(folder.ModelPath) == full ? folder : null;
    }

    /// <summary>Reads <c>metrics.csv</c>; empty where no epoch is done.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public IReadOnlyList<EpochReport> ReadMetrics() => MetricsTable.Read(MetricsPath);

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
        using TrainingSession session = CheckpointFile.Read(
            CheckpointPath,
            TrainingRun.Identity(description),
            () => new TrainingSession(description.Options, dataset, threads: 1)
        );
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
                $"{Path} already holds a run. Choose another folder, or add --resume to continue that run; nothing was changed."
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
            string what = File.Exists(Path) ? "is a file" : "is not empty and does not hold a run";
            throw new OptionException("out", $"{Path} {what}. Choose another folder; nothing was changed.");
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
                "hnsg needs this name for the lock of a run, but the file is not a lock. Move it away, or choose another folder."
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
                "another process is training here. Wait until it is done, or choose another folder.",
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

    private void CheckSameRun(RunDescription run, RunResult result)
    {
        string? differs =
            run.Options.Seed != result.Seed ? "seed"
            : run.Options.Method != result.Method ? "method"
            : run.Options.Epochs != result.Epochs ? "epochs"
            : !run.Layers.SequenceEqual(result.Layers) ? "layers"
            : null;
        if (differs is not null)
        {
            throw new InputException(
                ResultPath,
                $"it belongs to another run than the {DescriptionName} beside it: {differs} differs. Put back the files that belong together."
            );
        }
    }

    // Results of earlier versions do not tell, and a model may have been taken away.
    private void CheckModel(RunResult result)
    {
        if (result.ModelSha256 is not { } expected || !File.Exists(ModelPath))
        {
            return;
        }
        using FileStream model = InputFile.Open(ModelPath);
        string found = Convert.ToHexStringLower(SHA256.HashData(model));
        if (found != expected)
        {
            throw new InputException(
                ModelPath,
                $"it is not the model of this run: its SHA-256 is {found}, but {ResultName} beside it says {expected}. "
                    + "Put back the run's own model, or move this one elsewhere."
            );
        }
    }

    private OptionException NotWritable(Exception error) =>
        new("out", $"{Path} cannot be written to: {error.Message} Choose another folder.");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
