using System.Diagnostics;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Shared;
using Hnsg.Sweeps.Plans;
using Hnsg.Training;
using Hnsg.Training.Runs;

namespace Hnsg.Sweeps;

/// <summary>Trains the choices of a plan at the same time, each with one thread, and collects the results in a table.</summary>
/// <remarks>
/// Every run has a folder of its own, named by the hash of its options and data, below that of the sweep. Runs that are
/// finished are not repeated and others continue where they stopped, so to resume a sweep that was stopped or killed, start
/// it again; a plan that has grown trains only what is new. Choices are compared by validation accuracy; the test
/// samples are evaluated once, at the end of a run. The table is written from time to time, and at the end.
/// </remarks>
public sealed class Sweep
{
    private readonly SweepPlan _plan;
    private readonly Dataset _dataset;
    private readonly string? _notice;
    private readonly Shard _shard;
    private readonly IReadOnlyList<int> _rungs;
    private readonly SweepRun[][] _runs;
    private readonly Ladder _ladder;
    private readonly object _lock = new();
    private IProgress<SweepProgress>? _progress;
    private int _done;
    private long _written = Stopwatch.GetTimestamp();

    /// <summary>Makes a sweep.</summary>
    /// <param name="path">Its folder; created if needed.</param>
    /// <param name="plan">What is tried.</param>
    /// <param name="dataset">Data.</param>
    /// <param name="notice">A notice to users about the choice of the data; null for none.</param>
    /// <param name="shard">The part that is done here; null for all.</param>
    /// <exception cref="OptionException">Something in the plan cannot be used, there is no such part, or the data are too few for an option.</exception>
    /// <exception cref="InputException">The budget is too small for one choice, or the data do not fit together.</exception>
    public Sweep(string path, SweepPlan plan, Dataset dataset, string? notice = null, Shard? shard = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(dataset);
        plan.Check();
        (shard ?? Shard.Whole).Check();
        Path = path;
        _plan = plan;
        _dataset = dataset;
        _notice = notice;
        _shard = shard ?? Shard.Whole;
        _rungs = SweepBudget.Rungs(plan);
        // Two choices can come to the same options, as keep 0.1 and keep 0.1,0.1 do: they are one.
        _runs =
        [
            .. SweepBudget
                .Choices(plan, _shard)
                .Select(choice => plan.Seeds.Select(seed => new SweepRun(path, choice, seed, dataset)).ToArray())
                .DistinctBy(runs => runs[0].Id),
        ];
        _ladder = new Ladder(_runs.Length, _rungs.Count, plan.Halving?.Factor ?? 2, plan.Seeds.Count);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Number of choices.</summary>
    public int Choices => _runs.Length;

    /// <summary>Number of jobs: each trains a run to a rung, or without halving to its end.</summary>
    public int Jobs => _ladder.Jobs;

    /// <summary>The epochs at which choices are compared; the last are all of them.</summary>
    public IReadOnlyList<int> Rungs => _rungs;

    /// <summary>Epochs of all runs together, if none stops early.</summary>
    public long Epochs =>
        _plan.Halving is { } halving
            ? Ladder.Epochs(_runs.Length, _rungs, halving.Factor, _plan.Seeds.Count)
            : _runs.Sum(runs => runs.Sum(run => (long)run.Epochs));

    /// <summary>The table as far as it is known: what is not trained yet is waiting.</summary>
    public SweepTable Table()
    {
        lock (_lock)
        {
            return new SweepTable
            {
                Plan = System.IO.Path.GetFileName(_plan.Path),
                Dataset = _dataset.Name,
                Notice = _notice,
                Shard = _shard == Shard.Whole ? null : _shard,
                Varied = _plan.Varied,
                Rungs = _rungs,
                // The other seeds of a choice are only of interest where it has come to its end.
                Runs =
                [
                    .. _runs
                        .SelectMany(runs => runs.Where((run, seed) => seed == 0 || IsBegun(run)))
                        .Select(run => run.Row),
                ],
            };
        }
    }

    /// <summary>Checks what <see cref="Run"/> is given, before any work.</summary>
    /// <exception cref="OptionException">A number is out of its range.</exception>
    public static void Check(int jobs, int threads)
    {
        CheckRange("jobs", jobs, 256);
        CheckRange("threads", threads, 1024);
    }

    /// <summary>Trains what is not trained yet.</summary>
    /// <param name="jobs">Runs at the same time, in 1…256.</param>
    /// <param name="threads">Threads of each, in 1…1,024. Has no effect on accuracy.</param>
    /// <param name="progress">Receives progress, from several threads.</param>
    /// <param name="cancellation">Stops all runs; each is then saved.</param>
    /// <returns>The table.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; start it again to continue.</exception>
    /// <exception cref="OptionException">
    /// A number is out of its range, or a folder holds a run with other options; a table would replace the plan or another file.
    /// </exception>
    /// <exception cref="InputException">A file cannot be read or written.</exception>
    public SweepTable Run(
        int jobs,
        int threads = 1,
        IProgress<SweepProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Check(jobs, threads);
        CheckTables();
        _progress = progress;
        MakeFolder();
        // A job that is to be had only when another has ended has to be waited for, so each thread asks for its own.
        try
        {
            SideBySide.Run(
                jobs,
                [.. Enumerable.Range(0, jobs)],
                (_, stop) =>
                {
                    using CancellationTokenRegistration wake = stop.Register(Wake);
                    while (Take(stop) is { } job)
                    {
                        Do(job, threads, stop);
                    }
                },
                cancellation
            );
        }
        finally
        {
            Table().Write(Path);
        }
        return Table();
    }

    private static bool IsBegun(SweepRun run) => run.Row.Status != RunStatus.Waiting;

    private static void CheckRange(string option, int value, int most)
    {
        if (value < 1 || value > most)
        {
            throw new OptionException(option, FormattableString.Invariant($"{value} is not in 1…{most:N0}"));
        }
    }

    private void CheckTables()
    {
        string[] tables = Table().Files(Path);
        foreach (string table in tables)
        {
            OutputPath.Check("out", table, _plan.Path);
        }
        OutputPath.CheckTables("out", tables, SweepTable.Beginning);
    }

    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Writing(Path, error, null);
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    private Ladder.Job? Take(CancellationToken stop)
    {
        lock (_lock)
        {
            for (; ; )
            {
                stop.ThrowIfCancellationRequested();
                if (_ladder.Take() is { } job)
                {
                    return job;
                }
                if (_ladder.Finished)
                {
                    return null;
                }
                Monitor.Wait(_lock);
            }
        }
    }

    private void Do(Ladder.Job job, int threads, CancellationToken stop)
    {
        SweepRun run = _runs[job.Choice][job.Seed];
        int target = job.Rung == _rungs.Count - 1 ? run.Epochs : _rungs[job.Rung];
        double accuracy = run.TrainTo(target, _dataset, _notice, threads, new Listener(this, run, target), stop);
        lock (_lock)
        {
            _ladder.Done(job, accuracy);
            _done++;
            WriteNowAndThen();
            Monitor.PulseAll(_lock);
            _progress?.Report(new SweepProgress(run.Row, target, null, _done, Jobs));
        }
    }

    // For those who look while it runs; short runs would else wait for the disk more than they train.
    private void WriteNowAndThen()
    {
        if (Stopwatch.GetElapsedTime(_written) > TimeSpan.FromSeconds(2))
        {
            Table().Write(Path);
            _written = Stopwatch.GetTimestamp();
        }
    }

    private sealed class Listener(Sweep sweep, SweepRun run, int target) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            sweep._progress?.Report(new SweepProgress(run.Row, target, value, sweep._done, sweep.Jobs));
    }
}
