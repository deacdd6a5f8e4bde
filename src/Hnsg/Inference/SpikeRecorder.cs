using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Measures;
using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>Runs one sample through a network and keeps every spike, for pictures and for curiosity.</summary>
/// <remarks>It is the forward pass of training and evaluation, so what is shown is what was measured.</remarks>
public static class SpikeRecorder
{
    /// <summary>Shows a network one sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">As many as the network has inputs, row by row, 0…255.</param>
    /// <param name="sample">
    /// Index of the sample in its set, at least 0; default 0. It names the random stream of rate-coded input, so the
    /// spikes are those of an evaluation of the set. Direct-coded input does not depend on it.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public static SpikeRecording Record(HiddenNetwork network, ReadOnlySpan<byte> pixels, int sample = 0)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        NetworkSpec spec = network.Spec;
        if (pixels.Length != spec.Inputs)
        {
            throw new ArgumentException(
                $"The sample has {pixels.Length} pixels, the network {spec.Inputs} inputs.",
                nameof(pixels)
            );
        }
        using var team = new WorkerTeam(1);
        using var layers = NetworkLayers.Load(network, 1);
        using var forward = new BatchForward(layers.All, spec.Encoding, 1, team);
        forward.Run(new OneSample(pixels.ToArray(), spec.Seed, (uint)sample), 1);
        var intensity = new IntensityCount();
        intensity.Add(forward);
        return new SpikeRecording(layers.All.Select(layer => new LayerSpikes(layer, 0)))
        {
            Steps = spec.Steps,
            InputSpikes = layers.All[0].Direct ? [] : InputSpikes(forward.Train(0, 0)),
            Votes = forward.Votes(0).ToArray(),
            Class = forward.Decide(0),
            FiringIntensity = intensity.Of(layers.All),
        };
    }

    private static (int Step, int Input)[] InputSpikes(InputTrain train)
    {
        var spikes = new List<(int, int)>();
        for (int step = 0; step < train.Steps; step++)
        {
            foreach (ushort input in train.SpikesAt(step))
            {
                spikes.Add((step, input));
            }
        }
        return [.. spikes];
    }
}
