namespace Hnsg.Export.Onnx;

/// <summary>Options for exporting ONNX.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>Whether the model has the spikes of every neuron at every step as outputs.</summary>
    /// <value>Default false.</value>
    public bool Spikes { get; init; }
}
