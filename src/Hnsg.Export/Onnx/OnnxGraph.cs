namespace Hnsg.Export.Onnx;

/// <summary>A graph of operations, in the order in which they are added.</summary>
/// <param name="name">Its name.</param>
internal sealed class OnnxGraph(string name)
{
    private readonly List<ProtoWriter> _nodes = [];
    private readonly List<ProtoWriter> _constants = [];
    private readonly List<ProtoWriter> _inputs = [];
    private readonly List<ProtoWriter> _outputs = [];

    /// <summary>Adds an operation of one output.</summary>
    /// <returns>The output's name.</returns>
    public string Add(string operation, string output, params string[] inputs) => Add(operation, output, inputs, []);

    /// <summary>Adds an operation of one output with attributes.</summary>
    /// <returns>The output's name.</returns>
    public string Add(string operation, string output, string[] inputs, params OnnxAttribute[] attributes)
    {
        Add(operation, [output], inputs, attributes);
        return output;
    }

    /// <summary>Adds an operation.</summary>
    public void Add(
        string operation,
        IReadOnlyList<string> outputs,
        IReadOnlyList<string> inputs,
        params OnnxAttribute[] attributes
    )
    {
        // Fields of NodeProto.
        var node = new ProtoWriter();
        foreach (string input in inputs)
        {
            node.Add(1, input);
        }
        foreach (string output in outputs)
        {
            node.Add(2, output);
        }
        node.Add(3, outputs[0]).Add(4, operation);
        foreach (OnnxAttribute attribute in attributes)
        {
            node.Add(5, attribute.Proto);
        }
        _nodes.Add(node);
    }

    /// <summary>Adds a conversion.</summary>
    public string Cast(string output, string input, OnnxType type) =>
        Add("Cast", output, [input], OnnxAttribute.Of("to", (long)type));

    /// <summary>Adds one whole number, 32 bits.</summary>
    public string Constant(string constant, int value)
    {
        _constants.Add(OnnxTensor.Of(constant, [value]));
        return constant;
    }

    /// <summary>Adds whole numbers, 64 bits.</summary>
    public string Constant(string constant, ReadOnlySpan<long> values, params long[] dims)
    {
        _constants.Add(OnnxTensor.Of(constant, values, dims));
        return constant;
    }

    /// <summary>Adds small whole numbers.</summary>
    public string Constant(string constant, ReadOnlySpan<sbyte> values, params long[] dims)
    {
        _constants.Add(OnnxTensor.Of(constant, values, dims));
        return constant;
    }

    /// <summary>Declares an input.</summary>
    /// <param name="input">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="dims">A dimension each: its size, or the name of one that is not known.</param>
    public string Input(string input, OnnxType type, params object[] dims)
    {
        _inputs.Add(Value(input, type, dims));
        return input;
    }

    /// <summary>Declares an output; parameters as of <see cref="Input"/>.</summary>
    public void Output(string output, OnnxType type, params object[] dims) => _outputs.Add(Value(output, type, dims));

    /// <summary>The GraphProto.</summary>
    public ProtoWriter ToProto()
    {
        var graph = new ProtoWriter();
        _nodes.ForEach(node => graph.Add(1, node));
        graph.Add(2, name);
        _constants.ForEach(constant => graph.Add(5, constant));
        _inputs.ForEach(input => graph.Add(11, input));
        _outputs.ForEach(output => graph.Add(12, output));
        return graph;
    }

    // A ValueInfoProto of a tensor.
    private static ProtoWriter Value(string value, OnnxType type, object[] dims)
    {
        var shape = new ProtoWriter();
        foreach (object dim in dims)
        {
            shape.Add(
                1,
                dim is string unknown ? new ProtoWriter().Add(2, unknown) : new ProtoWriter().Add(1, (int)dim)
            );
        }
        return new ProtoWriter()
            .Add(1, value)
            .Add(2, new ProtoWriter().Add(1, new ProtoWriter().Add(1, (long)type).Add(2, shape)));
    }
}
