namespace Hnsg.Export.Onnx;

/// <summary>An attribute of an operation.</summary>
/// <param name="Proto">The AttributeProto.</param>
internal readonly record struct OnnxAttribute(ProtoWriter Proto)
{
    private const int Name = 1;
    private const int Kind = 20;

    /// <summary>A whole number.</summary>
    public static OnnxAttribute Of(string name, long value) =>
        new(new ProtoWriter().Add(Name, name).Add(3, value).Add(Kind, 2));

    /// <summary>Whole numbers.</summary>
    public static OnnxAttribute Of(string name, params long[] values) =>
        new(new ProtoWriter().Add(Name, name).AddAll(8, values).Add(Kind, 7));

    /// <summary>A tensor.</summary>
    public static OnnxAttribute Tensor(string name, ProtoWriter tensor) =>
        new(new ProtoWriter().Add(Name, name).Add(5, tensor).Add(Kind, 4));

    /// <summary>A graph.</summary>
    public static OnnxAttribute Graph(string name, OnnxGraph graph) =>
        new(new ProtoWriter().Add(Name, name).Add(6, graph.ToProto()).Add(Kind, 5));
}
