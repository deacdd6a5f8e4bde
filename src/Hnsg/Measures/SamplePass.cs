using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Measures;

/// <summary>Shows a network every sample of a set and lets counters look at what went on inside.</summary>
internal static class SamplePass
{
    /// <summary>Runs the samples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">At least one sample, with as many pixels as the network has inputs.</param>
    /// <param name="create">Makes a counter; called once a thread.</param>
    /// <param name="visit">Counts a sample; called by the counter's thread only.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one per core.</param>
    /// <param name="progress">Receives the number of samples done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>The counters. Which thread sees which sample is not told, so only sums of whole numbers are the same for any number of threads.</returns>
    public static IReadOnlyList<T> Run<T>(
        HiddenNetwork network,
        SampleSet samples,
        Func<T> create,
        Action<T, SampleView> visit,
        int? threads = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        NetworkSpec spec = network.Spec;
        SampleShape.Check(spec, samples);
        using var team = new WorkerTeam(threads);
        int batch = NetworkLayers.Batch(spec);
        using NetworkLayers layers = NetworkLayers.Load(network, batch);
        using var forward = new BatchForward(layers.All, spec.Encoding, batch, team);
        IntegerLayer[] integers = [.. layers.All.Cast<IntegerLayer>()]; // a hidden network has no others
        SampleView[] views = [.. Enumerable.Range(0, team.Size).Select(_ => new SampleView(forward, integers))];
        T[] counters = [.. Enumerable.Range(0, team.Size).Select(_ => create())];
        var source = new SampleSource(samples, spec);
        try
        {
            for (int first = 0; first < samples.Count; first += batch)
            {
                cancellation.ThrowIfCancellationRequested();
                source.First = first;
                forward.Run(source, Math.Min(batch, samples.Count - first));
                team.Run(thread => Visit(thread, source.First));
                progress?.Report(first + forward.Count);
            }
        }
        finally
        {
            foreach (SampleView view in views)
            {
                view.Dispose();
            }
        }
        return counters;

        void Visit(int thread, int first)
        {
            (int begin, int end) = Tile.Part(forward.Count, thread, team.Size);
            for (int slot = begin; slot < end; slot++)
            {
                views[thread].Move(slot, first + slot, samples.Labels[first + slot]);
                visit(counters[thread], views[thread]);
            }
        }
    }
}
