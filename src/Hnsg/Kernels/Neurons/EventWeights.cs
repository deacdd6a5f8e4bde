namespace Hnsg.Kernels.Neurons;

/// <summary>The weights that event-driven neurons sum.</summary>
/// <param name="weights">Effective weights in the layout of the shape; not read where the current is constant.</param>
/// <param name="shape">Shape of the layer.</param>
/// <param name="largest">Largest magnitude of a weight, 1…127.</param>
/// <param name="fractionBits">F: a spike adds weight · 2^F.</param>
internal readonly unsafe struct EventWeights(sbyte* weights, MatrixLayout shape, int largest, int fractionBits)
{
    /// <summary>Effective weights.</summary>
    public readonly sbyte* Pointer = weights;

    /// <summary>Shape of the layer.</summary>
    public readonly MatrixLayout Shape = shape;

    /// <summary>As many rows as cannot overflow a byte.</summary>
    public readonly int Chunk = 127 / largest;

    /// <summary>F.</summary>
    public readonly int FractionBits = fractionBits;
}
