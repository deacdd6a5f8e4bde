using Hnsg.Engine;

namespace Hnsg.Export;

/// <summary>Spikes as exported programs hold them: a byte for eight steps of a neuron.</summary>
internal static class SpikeBytes
{
    /// <summary>Steps in a byte.</summary>
    public const int StepsAByte = 8;

    /// <summary>All spikes: eight steps after eight steps, in them neuron after neuron of all layers; bit t is step t.</summary>
    public static byte[] Of(SpikeRecording recording)
    {
        int neurons = Enumerable.Range(0, recording.Layers).Sum(recording.Neurons);
        var bytes = new byte[(recording.Steps + StepsAByte - 1) / StepsAByte * neurons];
        int first = 0;
        for (int layer = 0; layer < recording.Layers; layer++)
        {
            foreach ((int step, int neuron) in recording.Spikes(layer))
            {
                bytes[step / StepsAByte * neurons + first + neuron] |= (byte)(1 << (step % StepsAByte));
            }
            first += recording.Neurons(layer);
        }
        return bytes;
    }

    /// <summary>FNV-1a, 32 bits.</summary>
    public static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint value = 2166136261;
        foreach (byte it in bytes)
        {
            value = (value ^ it) * 16777619;
        }
        return value;
    }
}
