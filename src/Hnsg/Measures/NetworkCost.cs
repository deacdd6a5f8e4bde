using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Measures;

/// <summary>Accuracy and synaptic operations of a network of any kind, counted in the same way, so that kinds can be compared.</summary>
/// <remarks>
/// An operation is an active input times a connection whose weight is not 0. An input is active where it spikes, once a
/// spike: an addition. Pixels of direct-coded input and activations of ReLU units are active where they are not 0, once a
/// sample: a multiplication with addition. For a <see cref="HiddenNetwork"/> the counts are those of
/// <see cref="Complexity"/>.
/// </remarks>
public sealed record NetworkCost
{
    /// <summary>Accuracy and firing intensity.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>Multiplications with addition, mean per sample.</summary>
    public required double Macs { get; init; }

    /// <summary>Additions, mean per sample.</summary>
    public required double Acs { get; init; }

    /// <summary>Both together, mean per sample.</summary>
    public double SynapticOperations => Macs + Acs;

    /// <summary>Energy of a sample in joules; see <see cref="EnergyModel.Caveat"/>.</summary>
    public double Joules(EnergyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (Macs * model.PicojoulesPerMac + Acs * model.PicojoulesPerAc) * 1e-12;
    }

    /// <summary>Runs a network over a set.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">At least one sample, with as many pixels as the network has inputs.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one per core. The result does not depend on it.</param>
    /// <param name="progress">Receives the number of samples done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network, or there are none.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static NetworkCost Of(
        TrainedNetwork network,
        SampleSet samples,
        int? threads = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Count, 1, nameof(samples));
        SampleShape.Check(network.Spec, samples);
        using var team = new WorkerTeam(threads);
        int batch = NetworkLayers.Batch(network.Spec);
        using NetworkLayers layers = NetworkLayers.Load(network, batch);
        using var forward = new BatchForward(layers.All, network.Spec.Encoding, batch, team);
        int[][] fanOut = [.. layers.All.Select(FanOut)];
        long macs = 0,
            acs = 0;
        Evaluation evaluation = Evaluator.Run(
            forward,
            network.Spec,
            samples,
            progress,
            () =>
            {
                for (int slot = 0; slot < forward.Count; slot++)
                {
                    for (int layer = 0; layer < fanOut.Length; layer++)
                    {
                        bool real = layers.All[layer].Direct || forward.Train(layer, slot).Analog;
                        long operations = Operations(forward.Train(layer, slot), real, fanOut[layer]);
                        macs += real ? operations : 0;
                        acs += real ? 0 : operations;
                    }
                }
            },
            cancellation
        );
        return new NetworkCost
        {
            Evaluation = evaluation,
            Macs = (double)macs / samples.Count,
            Acs = (double)acs / samples.Count,
        };
    }

    private static unsafe long Operations(InputTrain train, bool real, int[] fanOut)
    {
        long operations = 0;
        for (int a = 0; a < train.ActiveCount; a++)
        {
            int times = 1;
            if (!real)
            {
                times = 0;
                for (int group = 0; group < train.Groups; group++)
                {
                    times += System.Numerics.BitOperations.PopCount(train.GroupMasks[a * train.Groups + group]);
                }
            }
            operations += (long)times * fanOut[train.GroupInputs[a]];
        }
        return operations;
    }

    private static unsafe int[] FanOut(SpikingLayer layer)
    {
        MatrixLayout shape = layer.Shape;
        var fanOut = new int[shape.Rows];
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                long at = shape.Offset(input, neuron);
                bool there = layer switch
                {
                    IntegerLayer integer => integer.Effective.Pointer[at] != 0,
                    RealWeightLayer real => real.Effective.Pointer[at] != 0,
                    _ => true,
                };
                fanOut[input] += there ? 1 : 0;
            }
        }
        return fanOut;
    }
}
