using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;

namespace Hnsg.Training;

/// <summary>What a training needs of the machine's memory, known from its options before any of it is asked for.</summary>
internal static class TrainingMemory
{
    /// <summary>Makes sure that there is enough.</summary>
    /// <param name="options">Options.</param>
    /// <param name="spec">The network.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    /// <param name="threads">Number of threads.</param>
    /// <exception cref="InsufficientMemoryException">There is not; says what needs how much.</exception>
    public static void Require(TrainingOptions options, NetworkSpec spec, int capacity, int threads)
    {
        (double connections, double batch, double working) = Bytes(options, spec, capacity, threads);
        double most = Math.Max(connections, Math.Max(batch, working));
        AvailableMemory.Require(
            connections + batch + working,
            most == connections
                    ? (
                        $"a training of {Counted.Of(spec.AllConnections, "connection")} needs",
                        "Use fewer neurons: --hidden."
                    )
                : most == batch
                    ? (
                        $"a batch of {Counted.Of(capacity, "sample")} over {Counted.Of(spec.Steps, "step")} needs",
                        "Use a smaller batch or fewer steps: --batch, --steps."
                    )
                : ($"the work of {Counted.Of(threads, "thread")} needs", "Use fewer: --threads.")
        );
    }

    /// <summary>Bytes that are asked for at once: the least that any method needs for connections, a batch, and threads.</summary>
    internal static (double Connections, double Batch, double Threads) Bytes(
        TrainingOptions options,
        NetworkSpec spec,
        int capacity,
        int threads
    )
    {
        MatrixLayout[] shapes = [.. spec.Layers.Select((layer, l) => new MatrixLayout(spec.FanIn(l), layer.Neurons))];
        // The trained number, what the optimiser remembers of it, and two weights of a byte: frozen and effective.
        double ofConnection = (1 + Optimiser.Create(options).StateArrays) * sizeof(float) + 2;
        double connections = shapes.Sum(shape => shape.Length * ofConnection);
        double batch = NetworkLayers.BatchBytes(spec, capacity);
        for (int l = 1; l < shapes.Length; l++)
        {
            // δ of the whole batch, and the weights transposed for the way back.
            batch += (double)capacity * shapes[l].Lanes * spec.Steps * sizeof(float);
            connections += (double)shapes[l - 1].Lanes * shapes[l].Lanes * sizeof(float);
        }
        double gradient = 2 * shapes.Max(shape => (double)shape.Rows * shape.Width) * sizeof(float);
        double scratch = 6.0 * spec.Steps * shapes.Max(shape => shape.Width) * sizeof(float);
        return (connections, batch, threads * (gradient + scratch));
    }
}
