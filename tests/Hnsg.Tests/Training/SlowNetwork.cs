using Hnsg.Networks;

namespace Hnsg.Tests.Training;

/// <summary>A hidden network as the documentation has it, in dense loops and 64-bit integers.</summary>
internal sealed class SlowNetwork
{
    /// <summary>Takes the masks as they are.</summary>
    public SlowNetwork(NetworkSpec spec, IEnumerable<Mask> masks)
    {
        Spec = spec;
        Kept = [.. masks.Select(mask => Enumerable.Range(0, (int)mask.Connections).Select(i => mask[i]).ToArray())];
        Frozen =
        [
            .. Enumerable
                .Range(0, spec.Layers.Count)
                .Select(l =>
                    Enumerable
                        .Range(0, (int)spec.Connections(l))
                        .Select(i => FrozenWeights.At(spec.Weights, spec.Seed, l, i))
                        .ToArray()
                ),
        ];
    }

    /// <summary>Keeps the connections with the largest |score|, by a stable sort.</summary>
    public SlowNetwork(NetworkSpec spec, IReadOnlyList<float[]> scores)
        : this(spec, scores.Select((s, l) => TopK(spec, l, s))) { }

    public NetworkSpec Spec { get; }

    /// <summary>By layer, then by input·neurons + neuron.</summary>
    public bool[][] Kept { get; }

    public int[][] Frozen { get; }

    /// <summary>Runs one sample.</summary>
    /// <param name="input">Steps × inputs, in units of 2^−F: a spike is 2^F, a pixel itself.</param>
    public Trace[] Run(int[][] input)
    {
        var traces = new Trace[Spec.Layers.Count];
        for (int l = 0; l < traces.Length; l++)
        {
            traces[l] = Layer(l, input);
            input = [.. traces[l].Spikes.Select(row => row.Select(s => s << Spec.FractionBits).ToArray())];
        }
        return traces;
    }

    /// <summary>The class of a sample: most spikes, then the higher last membrane, then the lower index.</summary>
    public static int Decide(Trace output) =>
        Enumerable
            .Range(0, output.Votes.Length)
            .OrderByDescending(c => output.Votes[c])
            .ThenByDescending(c => output.After[^1][c])
            .First();

    private Trace Layer(int l, int[][] input)
    {
        LifSpec lif = Spec.Layers[l].Lif;
        int neurons = Spec.Layers[l].Neurons;
        long threshold = Spec.Threshold(l);
        var trace = new Trace(Spec.Steps, neurons) { Input = input };
        for (int j = 0; j < neurons; j++)
        {
            long v = 0,
                pending = 0,
                synapse = 0;
            for (int t = 0; t < Spec.Steps; t++)
            {
                long current = 0;
                for (int i = 0; i < input[t].Length; i++)
                {
                    current += Kept[l][i * neurons + j] ? (long)input[t][i] * Frozen[l][i * neurons + j] : 0;
                }
                if (lif.Kind == NeuronKind.Cuba)
                {
                    synapse += current - (long)Math.Floor(synapse / (double)(1 << lif.SynapseShift));
                    current = synapse;
                }
                long leak = lif.Kind == NeuronKind.If ? 0 : (long)Math.Floor(v / (double)(1 << lif.DecayShift));
                long u = v - leak + current - pending;
                int s = u > threshold && lif.Reset != ResetKind.None ? 1 : 0;
                v = lif.Reset switch
                {
                    ResetKind.Subtract => u - threshold * s,
                    ResetKind.Zero => u * (1 - s),
                    _ => u,
                };
                pending = lif.Reset == ResetKind.DelayedSubtract ? threshold * s : 0;
                (trace.Before[t][j], trace.After[t][j], trace.Spikes[t][j]) = (u, v, s);
            }
        }
        return trace;
    }

    private static Mask TopK(NetworkSpec spec, int layer, float[] scores)
    {
        var mask = new MaskBuilder(spec.FanIn(layer), spec.Layers[layer].Neurons);
        // OrderByDescending is stable, so of equals the lower index comes first.
        foreach (
            int index in Enumerable
                .Range(0, scores.Length)
                .OrderByDescending(i => Math.Abs(scores[i]))
                .Take((int)Math.Ceiling(spec.Layers[layer].Keep * scores.Length - 1e-9))
        )
        {
            mask[index] = true;
        }
        return mask.Build();
    }

    /// <summary>What a layer did in a sample, steps × neurons.</summary>
    internal sealed class Trace(int steps, int neurons)
    {
        public required int[][] Input { get; init; }

        /// <summary>u.</summary>
        public long[][] Before { get; } = [.. Enumerable.Range(0, steps).Select(_ => new long[neurons])];

        /// <summary>v, after the reset.</summary>
        public long[][] After { get; } = [.. Enumerable.Range(0, steps).Select(_ => new long[neurons])];

        public int[][] Spikes { get; } = [.. Enumerable.Range(0, steps).Select(_ => new int[neurons])];

        public int[] Votes => [.. Enumerable.Range(0, neurons).Select(j => Spikes.Sum(row => row[j]))];
    }
}
