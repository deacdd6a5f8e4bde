namespace Hnsg.Files;

/// <summary>Counts for a layer of a model.</summary>
public sealed record LayerSummary
{
    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Number of neurons.</summary>
    public required int Neurons { get; init; }

    /// <summary>Kept connections.</summary>
    public required long Kept { get; init; }

    /// <summary>Kept connections / connections.</summary>
    public required double KeptFraction { get; init; }

    /// <summary>Integer threshold Θ.</summary>
    public required int Threshold { get; init; }

    /// <summary>Real value c of one unit of weight.</summary>
    public required double Scale { get; init; }

    /// <summary>Bytes of the coded mask.</summary>
    public required int MaskBytes { get; init; }

    /// <summary>Bits of the coded mask for each connection, kept or not.</summary>
    public double BitsPerConnection => MaskBytes * 8.0 / ((double)Inputs * Neurons);

    /// <summary>Inputs with no kept connection: nothing depends on them.</summary>
    public required int DeadInputs { get; init; }

    /// <summary>Neurons with no kept connection: they never spike.</summary>
    public required int DeadNeurons { get; init; }
}
