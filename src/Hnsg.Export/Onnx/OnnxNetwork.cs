using System.Globalization;
using Hnsg.Networks;

namespace Hnsg.Export.Onnx;

/// <summary>The graph of a network: a Scan over the steps, whose state is the membranes of all layers.</summary>
internal static class OnnxNetwork
{
    private const string Pixels = "pixels";
    private const string Batch = "batch";

    // Whole numbers up to this are exact in float32; all partial sums of a product are whole numbers.
    private const long FloatExact = 1 << 24;

    /// <summary>The version of ONNX's operations that the graph needs: bitwise ones came late.</summary>
    public static int Operations(NetworkSpec spec) => spec.Encoding == InputEncoding.Rate ? 18 : 17;

    /// <summary>Makes the graph.</summary>
    public static OnnxGraph Of(HiddenNetwork network, OnnxExportOptions options)
    {
        NetworkSpec spec = network.Spec;
        int layers = spec.Layers.Count;
        bool rate = spec.Encoding == InputEncoding.Rate;
        var graph = new OnnxGraph("hnsg");
        graph.Input(Pixels, OnnxType.UInt8, Batch, spec.Inputs);
        // ONNX Runtime warns of constants that nothing uses.
        if (spec.Layers.Any(layer => layer.Lif.Reset is ResetKind.Zero or ResetKind.DelayedSubtract))
        {
            graph.Constant("zero", 0);
        }
        if (rate || layers > 1)
        {
            graph.Constant("spike", 1 << spec.FractionBits);
        }
        graph.Add("Shape", "count", [Pixels], OnnxAttribute.Of("start", 0), OnnxAttribute.Of("end", 1));
        List<string> states = [];
        for (int l = 0; l < layers; l++)
        {
            states.Add(Layer(graph, network, l));
        }
        string input;
        if (rate)
        {
            input = OnnxRateInput.Add(graph, spec, Pixels, graph.Input("sample", OnnxType.Int64, Batch));
        }
        else
        {
            OnnxType real = Real(spec, 0);
            graph.Add("MatMul", "sums", graph.Cast("real_pixels", Pixels, real), "weight0");
            graph.Cast("current", "sums", OnnxType.Int32);
            // Scan counts its steps by an input.
            input = graph.Constant("steps", [.. Enumerable.Range(0, spec.Steps).Select(t => (long)t)], spec.Steps);
        }
        string[] last = [.. Names("membrane", layers)];
        string[] trains = options.Spikes ? [.. Names("spikes", layers, 1)] : [];
        graph.Add(
            "Scan",
            [.. last, "output_spikes", .. trains],
            [.. states, input],
            OnnxAttribute.Graph("body", Step(spec, options)),
            OnnxAttribute.Of("num_scan_inputs", 1)
        );
        Answer(graph, last[^1]);
        graph.Output("votes", OnnxType.Int32, Batch, spec.Classes);
        graph.Output("class", OnnxType.Int64, Batch);
        for (int l = 0; l < trains.Length; l++)
        {
            graph.Output(trains[l], OnnxType.Bool, spec.Steps, Batch, spec.Layers[l].Neurons);
        }
        return graph;
    }

    // The constants of a layer, and its membranes before the first step.
    private static string Layer(OnnxGraph graph, HiddenNetwork network, int l)
    {
        NetworkSpec spec = network.Spec;
        LayerSpec layer = spec.Layers[l];
        Mask mask = network.Masks[l];
        var weights = new sbyte[mask.Connections];
        FrozenWeights.Fill(spec.Weights, spec.Seed, l, 0, weights);
        for (int index = 0; index < weights.Length; index++)
        {
            weights[index] = mask[index] ? weights[index] : (sbyte)0;
        }
        string number = Number(l);
        graph.Constant($"kept{number}", weights, mask.Rows, mask.Columns);
        graph.Cast($"weight{number}", $"kept{number}", Real(spec, l));
        if (layer.Lif.Reset != ResetKind.None)
        {
            graph.Constant($"threshold{number}", spec.Threshold(l));
        }
        graph.Constant($"decay{number}", 1 << layer.Lif.DecayShift);
        graph.Constant($"neurons{number}", [layer.Neurons], 1);
        graph.Add("Concat", $"shape{number}", ["count", $"neurons{number}"], OnnxAttribute.Of("axis", 0));
        return graph.Add(
            "ConstantOfShape",
            $"start{number}",
            [$"shape{number}"],
            OnnxAttribute.Tensor("value", OnnxTensor.Of("", (ReadOnlySpan<int>)[0], 1))
        );
    }

    // u = v − (v >> shift) + I;  s = u > Θ;  then the reset. Division of what the modulus leaves is the shift's floor.
    private static OnnxGraph Step(NetworkSpec spec, OnnxExportOptions options)
    {
        var step = new OnnxGraph("step");
        int layers = spec.Layers.Count;
        bool rate = spec.Encoding == InputEncoding.Rate;
        for (int l = 0; l < layers; l++)
        {
            step.Input($"v{Number(l)}", OnnxType.Int32, Batch, spec.Layers[l].Neurons);
        }
        string x = rate ? step.Input("x", OnnxType.Float, Batch, spec.Inputs) : step.Input("t", OnnxType.Int64);
        for (int l = 0; l < layers; l++)
        {
            string n = Number(l);
            string current = "current";
            if (l > 0 || rate)
            {
                step.Add("MatMul", $"sum{n}", x, $"weight{n}");
                step.Cast($"count{n}", $"sum{n}", OnnxType.Int32);
                current = step.Add("Mul", $"current{n}", $"count{n}", "spike");
            }
            step.Add("Mod", $"rest{n}", $"v{n}", $"decay{n}");
            step.Add("Sub", $"whole{n}", $"v{n}", $"rest{n}");
            step.Add("Div", $"leak{n}", $"whole{n}", $"decay{n}");
            step.Add("Sub", $"decayed{n}", $"v{n}", $"leak{n}");
            string u = step.Add("Add", $"u{n}", $"decayed{n}", current);
            Reset(step, spec.Layers[l].Lif.Reset, n, u);
            x = step.Cast($"x{n}", $"s{n}", OnnxType.Float);
        }
        step.Cast("voted", $"s{Number(layers - 1)}", OnnxType.Int32);
        for (int l = 0; l < layers; l++)
        {
            step.Output($"next{Number(l)}", OnnxType.Int32, Batch, spec.Layers[l].Neurons);
        }
        step.Output("voted", OnnxType.Int32, Batch, spec.Classes);
        for (int l = 0; l < (options.Spikes ? layers : 0); l++)
        {
            step.Output($"s{Number(l)}", OnnxType.Bool, Batch, spec.Layers[l].Neurons);
        }
        return step;
    }

    private static void Reset(OnnxGraph step, ResetKind reset, string n, string u)
    {
        switch (reset)
        {
            case ResetKind.Subtract:
                step.Add("Greater", $"s{n}", u, $"threshold{n}");
                step.Add("Sub", $"less{n}", u, $"threshold{n}");
                step.Add("Where", $"next{n}", $"s{n}", $"less{n}", u);
                break;
            case ResetKind.Zero:
                step.Add("Greater", $"s{n}", u, $"threshold{n}");
                step.Add("Where", $"next{n}", $"s{n}", "zero", u);
                break;
            case ResetKind.None:
                // Nothing is above itself.
                step.Add("Greater", $"s{n}", u, u);
                step.Add("Identity", $"next{n}", u);
                break;
            case ResetKind.DelayedSubtract:
                // The reset that is still to come is told by the membrane before.
                step.Add("Greater", $"late{n}", $"v{n}", $"threshold{n}");
                step.Add("Where", $"owed{n}", $"late{n}", $"threshold{n}", "zero");
                step.Add("Sub", $"next{n}", u, $"owed{n}");
                step.Add("Greater", $"s{n}", $"next{n}", $"threshold{n}");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reset), reset, "This reset is unknown.");
        }
    }

    // Most votes, then the higher last membrane, then the lower index: one number for both, as membranes have 32 bits.
    private static void Answer(OnnxGraph graph, string membrane)
    {
        graph.Constant("over_steps", [0L], 1);
        graph.Add("ReduceSum", "votes", ["output_spikes", "over_steps"], OnnxAttribute.Of("keepdims", 0));
        graph.Constant("a_vote", [1L << 33]);
        graph.Add("Mul", "lead", graph.Cast("long_votes", "votes", OnnxType.Int64), "a_vote");
        graph.Add("Add", "rank", "lead", graph.Cast("long_membrane", membrane, OnnxType.Int64));
        graph.Add("ArgMax", "class", ["rank"], OnnxAttribute.Of("axis", 1), OnnxAttribute.Of("keepdims", 0));
    }

    private static OnnxType Real(NetworkSpec spec, int layer)
    {
        long largest = layer == 0 && spec.Encoding == InputEncoding.Direct ? 255 : 1;
        long sum = largest * FrozenWeights.Largest(spec.Weights) * spec.FanIn(layer);
        return sum < FloatExact ? OnnxType.Float : OnnxType.Double;
    }

    private static IEnumerable<string> Names(string name, int count, int first = 0) =>
        Enumerable.Range(first, count).Select(l => name + Number(l));

    private static string Number(int l) => l.ToString(CultureInfo.InvariantCulture);
}
