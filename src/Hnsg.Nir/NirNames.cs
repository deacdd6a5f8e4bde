namespace Hnsg.Nir;

/// <summary>The names of groups, data sets and types in a NIR file.</summary>
internal static class NirNames
{
    /// <summary>Version of the format that is written; every version with these names is read.</summary>
    public const string FormatVersion = "1.0.8";

    /// <summary>Seconds of a step where nothing else is said: what snnTorch takes.</summary>
    public const double UsualStep = 1e-4;

    public const string Version = "version";
    public const string Root = "node";
    public const string Type = "type";
    public const string Nodes = "nodes";
    public const string Edges = "edges";
    public const string Metadata = "metadata";
    public const string Shape = "shape";
    public const string Weight = "weight";
    public const string Bias = "bias";
    public const string Tau = "tau";
    public const string R = "r";
    public const string Leak = "v_leak";
    public const string Threshold = "v_threshold";
    public const string Reset = "v_reset";
    public const string Step = "dt";
    public const string InputType = "input_type";

    /// <summary>In the metadata: the method that made a network of real weights; hidden networks have none.</summary>
    public const string Method = "method";

    /// <summary>Our own spec in the metadata, as JSON.</summary>
    public const string Spec = "hnsg";

    public const string Graph = "NIRGraph";
    public const string Input = "Input";
    public const string Output = "Output";
    public const string Flatten = "Flatten";
    public const string Affine = "Affine";
    public const string Linear = "Linear";
    public const string Lif = "LIF";
    public const string If = "IF";
    public const string Li = "LI";
}
