using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Runs one sample through a network and keeps every membrane, for pictures and for curiosity.</summary>
public static unsafe class MembraneRecorder
{
    /// <summary>Shows a network one sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">As many as the network has inputs, row by row, 0…255.</param>
    /// <param name="sample">Index of the sample in its set, at least 0; names the random stream of rate-coded input.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public static MembraneRecording Record(HiddenNetwork network, ReadOnlySpan<byte> pixels, int sample = 0)
    {
        Check(network, pixels, sample);
        NetworkSpec spec = network.Spec;
        using var team = new WorkerTeam(1);
        using NetworkLayers layers = NetworkLayers.Load(network, 1);
        using var forward = new BatchForward(layers.All, spec.Encoding, 1, team);
        forward.Run(new OneSample(pixels.ToArray(), spec, (uint)sample), 1);
        var before = new int[layers.All.Count][];
        var after = new int[layers.All.Count][];
        for (int l = 0; l < before.Length; l++)
        {
            var layer = (IntegerLayer)layers.All[l]; // a hidden network has no others
            before[l] = new int[spec.Steps * layer.Shape.Columns];
            after[l] = new int[spec.Steps * layer.Shape.Columns];
            using var scratch = new AlignedBuffer<int>(layer.ScratchLength);
            var u = new int[layer.ScratchLength];
            var v = new int[layer.ScratchLength];
            for (int block = 0; block < layer.Shape.Blocks; block++)
            {
                layer.Membranes(block, 0, forward.Train(l, 0), scratch.Pointer, u, v);
                for (int t = 0; t < spec.Steps; t++)
                {
                    int used = layer.Shape.Used(block);
                    int at = t * layer.Shape.Columns + block * layer.Shape.Width;
                    u.AsSpan(t * layer.Shape.Width, used).CopyTo(before[l].AsSpan(at));
                    v.AsSpan(t * layer.Shape.Width, used).CopyTo(after[l].AsSpan(at));
                }
            }
        }
        return new MembraneRecording(spec, before, after);
    }

    /// <summary>Shows a network of spiking neurons with real weights one sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">As many as the network has inputs, row by row, 0…255.</param>
    /// <param name="sample">Index of the sample in its set, at least 0; names the random stream of rate-coded input.</param>
    /// <returns>u, the membrane before the reset, of each layer: steps × neurons.</returns>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs, or the neurons do not spike.</exception>
    public static float[][] Record(RealNetwork network, ReadOnlySpan<byte> pixels, int sample = 0)
    {
        Check(network, pixels, sample);
        NetworkSpec spec = network.Spec;
        using var team = new WorkerTeam(1);
        using NetworkLayers layers = NetworkLayers.Load(network, 1);
        using var forward = new BatchForward(layers.All, spec.Encoding, 1, team);
        forward.Run(new OneSample(pixels.ToArray(), spec, (uint)sample), 1);
        var membranes = new float[layers.All.Count][];
        for (int l = 0; l < membranes.Length; l++)
        {
            RealLayer layer =
                layers.All[l] as RealLayer ?? throw new ArgumentException("The neurons do not spike.", nameof(network));
            MatrixLayout shape = layer.Shape;
            membranes[l] = new float[spec.Steps * shape.Columns];
            using var scratch = new AlignedBuffer<int>(layer.ScratchLength);
            using var distance = new AlignedBuffer<float>(layer.ScratchLength);
            for (int block = 0; block < shape.Blocks; block++)
            {
                layer.Trace(block, block + 1, 0, forward.Train(l, 0), scratch.Pointer, distance.Pointer);
                for (int t = 0; t < spec.Steps; t++)
                {
                    for (int j = 0; j < shape.Used(block); j++)
                    {
                        membranes[l][t * shape.Columns + block * shape.Width + j] =
                            distance.Pointer[t * shape.Width + j] + layer.Constants.RealThreshold;
                    }
                }
            }
        }
        return membranes;
    }

    private static void Check(TrainedNetwork network, ReadOnlySpan<byte> pixels, int sample)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        SampleShape.Check(network.Spec, pixels);
    }
}
