using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Export.Onnx;

/// <summary>The input spikes of rate-coded networks, drawn in the graph: Threefry-2x32 on words in 64-bit integers.</summary>
internal static class OnnxRateInput
{
    private const long Word = 0xFFFF_FFFF;

    private static readonly int[] Rotations = [13, 15, 26, 6, 17, 29, 16, 24];

    /// <summary>Adds the operations.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="spec">The network.</param>
    /// <param name="pixels">uint8 [batch, inputs].</param>
    /// <param name="sample">int64 [batch]: the stream of each picture.</param>
    /// <returns>Spikes, float [steps, batch, inputs].</returns>
    public static string Add(OnnxGraph graph, NetworkSpec spec, string pixels, string sample)
    {
        int blocks = (spec.Steps + 7) / 8;
        (string low, string high) = Threefry(graph, spec, sample, blocks);
        // Four bytes of the first word, four of the second: a byte a step.
        graph.Constant("axis2", [2L], 1);
        graph.Constant("axis3", [3L], 1);
        graph.Constant("bytes", [1, 1 << 8, 1 << 16, 1 << 24], 1, 1, 1, 4);
        graph.Constant("byte", [255L]);
        graph.Add("Unsqueeze", "low_word", low, "axis2");
        graph.Add("Unsqueeze", "high_word", high, "axis2");
        graph.Add("Concat", "words", ["low_word", "high_word"], OnnxAttribute.Of("axis", 2));
        graph.Add("Unsqueeze", "wide_words", "words", "axis3");
        graph.Add("Div", "shifted", "wide_words", "bytes");
        graph.Add("BitwiseAnd", "random_bytes", "shifted", "byte");
        graph.Constant("by_pixel", [0, spec.Inputs, 8 * blocks], 3);
        graph.Add("Reshape", "pixel_bytes", "random_bytes", "by_pixel");
        graph.Constant("first_step", [0L], 1);
        graph.Constant("end_step", [(long)spec.Steps], 1);
        graph.Add("Slice", "random", "pixel_bytes", "first_step", "end_step", "axis2");
        graph.Add("Unsqueeze", "levels", graph.Cast("long_pixels", pixels, OnnxType.Int64), "axis2");
        graph.Add("Less", "drawn", "random", "levels");
        return graph.Add(
            "Transpose",
            "input_spikes",
            [graph.Cast("drawn_real", "drawn", OnnxType.Float)],
            OnnxAttribute.Of("perm", 2, 0, 1)
        );
    }

    private static (string Low, string High) Threefry(OnnxGraph graph, NetworkSpec spec, string sample, int blocks)
    {
        ulong seed = new RandomKey(spec.Seed).Derive(RandomStream.InferenceSpikes, 0).Seed;
        long k0 = (uint)seed;
        long k1 = (uint)(seed >> 32);
        long[] key = [k0, k1, 0x1BD11BDA ^ k0 ^ k1];
        int counters = spec.Inputs * blocks;
        graph.Constant("word", [Word]);
        graph.Constant("axis1", [1L], 1);
        graph.Constant("stream_key", [k1]);
        string x0 = graph.Constant(
            "counters",
            [.. Enumerable.Range(0, counters).Select(i => (i + k0) & Word)],
            1,
            counters
        );
        graph.Add("Unsqueeze", "stream", sample, "axis1");
        graph.Add("Add", "stream_sum", "stream", "stream_key");
        string x1 = graph.Add("BitwiseAnd", "stream_word", "stream_sum", "word");
        for (int round = 0; round < 20; round++)
        {
            int rotation = Rotations[round % Rotations.Length];
            x0 = AddWords(graph, $"a{round}", x0, x1);
            graph.Constant($"left{round}", [1L << rotation]);
            graph.Constant($"right{round}", [1L << (32 - rotation)]);
            graph.Add("Mul", $"up{round}", x1, $"left{round}");
            graph.Add("BitwiseAnd", $"top{round}", $"up{round}", "word");
            graph.Add("Div", $"bottom{round}", x1, $"right{round}");
            graph.Add("Add", $"turned{round}", $"top{round}", $"bottom{round}");
            x1 = graph.Add("BitwiseXor", $"b{round}", $"turned{round}", x0);
            if (round % 4 == 3)
            {
                int injection = round / 4 + 1;
                graph.Constant($"key_a{round}", [key[injection % 3]]);
                graph.Constant($"key_b{round}", [(key[(injection + 1) % 3] + injection) & Word]);
                x0 = AddWords(graph, $"c{round}", x0, $"key_a{round}");
                x1 = AddWords(graph, $"d{round}", x1, $"key_b{round}");
            }
        }
        return (x0, x1);
    }

    private static string AddWords(OnnxGraph graph, string name, string left, string right)
    {
        graph.Add("Add", $"{name}_sum", left, right);
        return graph.Add("BitwiseAnd", name, $"{name}_sum", "word");
    }
}
