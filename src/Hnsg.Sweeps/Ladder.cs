using Hnsg.Sweeps.Plans;

namespace Hnsg.Sweeps;

/// <summary>The rungs of successive halving: which runs are to be trained how far, as results come in.</summary>
/// <remarks>
/// Of what is known nothing depends on when it became known: choices are in the order in which they arrived at a rung, and
/// that follows from accuracies alone; see <see cref="Halving"/>. With one rung every choice is trained to its end.
/// Not safe for several threads.
/// </remarks>
internal sealed class Ladder
{
    private readonly int _factor;
    private readonly int _seeds;
    private readonly List<Place>[] _rungs;
    private readonly int[] _sizes;
    private readonly Queue<Job>[] _open;
    private readonly Queue<Job> _otherSeeds = new();
    private int _left;

    /// <summary>Puts all choices on the first rung.</summary>
    /// <param name="choices">Number of choices.</param>
    /// <param name="rungs">Number of rungs, at least 1.</param>
    /// <param name="factor">One of so many goes up.</param>
    /// <param name="seeds">Seeds of those that reach the last rung.</param>
    public Ladder(int choices, int rungs, int factor, int seeds)
    {
        _factor = factor;
        _seeds = seeds;
        _sizes = Sizes(choices, rungs, factor);
        _rungs = [.. _sizes.Select(_ => new List<Place>())];
        _open = [.. _sizes.Select(_ => new Queue<Job>())];
        Jobs = _sizes.Sum() + _sizes[^1] * (seeds - 1);
        _left = Jobs;
        for (int choice = 0; choice < choices; choice++)
        {
            Arrive(0, choice);
        }
    }

    /// <summary>All that there will be to do.</summary>
    public int Jobs { get; }

    /// <summary>Whether all is done.</summary>
    public bool Finished => _left == 0;

    /// <summary>How many choices come to each rung.</summary>
    public static int[] Sizes(int choices, int rungs, int factor)
    {
        var sizes = new int[rungs];
        sizes[0] = choices;
        for (int rung = 1; rung < rungs; rung++)
        {
            sizes[rung] = (sizes[rung - 1] + factor - 1) / factor;
        }
        return sizes;
    }

    /// <summary>Epochs of all runs together.</summary>
    /// <param name="choices">Number of choices.</param>
    /// <param name="rungs">Epochs at which choices are compared.</param>
    /// <param name="factor">One of so many goes up.</param>
    /// <param name="seeds">Seeds of those that reach the last rung.</param>
    public static long Epochs(int choices, IReadOnlyList<int> rungs, int factor, int seeds)
    {
        int[] sizes = Sizes(choices, rungs.Count, factor);
        long climbed = sizes
            .Select((size, rung) => (long)size * (rungs[rung] - (rung == 0 ? 0 : rungs[rung - 1])))
            .Sum();
        return climbed + (long)sizes[^1] * (seeds - 1) * rungs[^1];
    }

    /// <summary>What to do next: the furthest first, since those that wait for it wait longest.</summary>
    /// <returns>Null where all is done or at work; more may come when a result does.</returns>
    public Job? Take()
    {
        for (int rung = _open.Length - 1; rung > 0; rung--)
        {
            if (_open[rung].TryDequeue(out Job? job))
            {
                return job;
            }
        }
        return _otherSeeds.TryDequeue(out Job? other) ? other
            : _open[0].TryDequeue(out Job? first) ? first
            : null;
    }

    /// <summary>Notes what a job came to.</summary>
    /// <param name="job">What was taken.</param>
    /// <param name="accuracy">On validation samples; −1 for a run that failed.</param>
    public void Done(Job job, double accuracy)
    {
        _left--;
        if (job.Seed > 0)
        {
            return;
        }
        _rungs[job.Rung].First(place => place.Choice == job.Choice).Accuracy = accuracy;
        for (int rung = job.Rung; rung < _rungs.Length - 1; rung++)
        {
            PromoteFrom(rung);
        }
    }

    // The j-th to go up is the best of the first j·factor, of all where there are fewer; of equals the earlier.
    private void PromoteFrom(int rung)
    {
        List<Place> places = _rungs[rung];
        while (_rungs[rung + 1].Count < _sizes[rung + 1])
        {
            int seen = Math.Min((_rungs[rung + 1].Count + 1) * _factor, _sizes[rung]);
            if (places.Count < seen || places.Take(seen).Any(place => place.Accuracy is null))
            {
                return;
            }
            Place best = places.Take(seen).Where(place => !place.Promoted).MaxBy(place => place.Accuracy)!;
            best.Promoted = true;
            Arrive(rung + 1, best.Choice);
        }
    }

    private void Arrive(int rung, int choice)
    {
        _rungs[rung].Add(new Place(choice));
        _open[rung].Enqueue(new Job(choice, rung, 0));
        if (rung == _rungs.Length - 1)
        {
            for (int seed = 1; seed < _seeds; seed++)
            {
                _otherSeeds.Enqueue(new Job(choice, rung, seed));
            }
        }
    }

    /// <summary>A run to be trained to a rung.</summary>
    /// <param name="Choice">Which choice.</param>
    /// <param name="Rung">Which rung.</param>
    /// <param name="Seed">Which of the seeds.</param>
    internal sealed record Job(int Choice, int Rung, int Seed);

    private sealed class Place(int choice)
    {
        public int Choice { get; } = choice;

        public double? Accuracy { get; set; }

        public bool Promoted { get; set; }
    }
}
