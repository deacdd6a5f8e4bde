using Hnsg.Networks;

namespace Hnsg.Measures;

/// <summary>Makes the measures of NeuroBench from counts of spikes.</summary>
internal static class ComplexityCount
{
    private const int WeightBytes = 1;
    private const int ParameterBytes = 5;
    private const int MembraneBytes = 4;

    public static Complexity Of(HiddenNetwork network, NetworkCount count)
    {
        NetworkSpec spec = network.Spec;
        double samples = count.Answers.Samples;
        bool direct = spec.Encoding == InputEncoding.Direct;
        long connections = 0,
            nonZero = 0,
            neurons = 0,
            spikes = 0,
            dense = 0,
            macs = 0,
            acs = 0,
            kept = 0;
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            var fanOut = new FanOut(network, layer);
            connections += spec.Connections(layer);
            nonZero += fanOut.NonZero.Sum(n => (long)n);
            neurons += spec.Layers[layer].Neurons;
            spikes += count.Layers[layer].Spikes.Sum();
            bool once = layer == 0 && direct;
            dense += spec.Connections(layer) * (once ? 1 : spec.Steps);
            long[] active = layer == 0 ? count.Inputs : count.Layers[layer - 1].Spikes;
            long effective = Operations(active, fanOut.NonZero);
            macs += once ? effective : 0;
            acs += once ? 0 : effective;
            kept += Operations(active, fanOut.Kept);
        }
        return new Complexity
        {
            FootprintBytes =
                connections * WeightBytes + (long)spec.Layers.Count * ParameterBytes + neurons * MembraneBytes,
            ConnectionSparsity = 1 - (double)nonZero / connections,
            ActivationSparsity = 1 - spikes / (samples * spec.Steps * neurons),
            Dense = dense,
            EffectiveMacs = macs / samples,
            EffectiveAcs = acs / samples,
            MembraneUpdates = count.Layers.Sum(layer => layer.MembraneUpdates) / samples,
            SynapticOperations = kept / samples,
        };
    }

    private static long Operations(long[] active, int[] fanOut)
    {
        long operations = 0;
        for (int i = 0; i < active.Length; i++)
        {
            operations += active[i] * fanOut[i];
        }
        return operations;
    }
}
