namespace Hnsg.Export.C;

/// <summary>What exported C needs of a machine with 32-bit pointers.</summary>
public sealed record CReport
{
    /// <summary>Bytes of the masks' tables.</summary>
    public required int MaskBytes { get; init; }

    /// <summary>Bytes of the weights' tables; 0 where weights are generated.</summary>
    public required int WeightBytes { get; init; }

    /// <summary>Approximate bytes of code on a Cortex-M, compiled at <c>-Os</c>.</summary>
    public required int CodeBytes { get; init; }

    /// <summary>Bytes of the state of a sample; the pixels and under 200 bytes of stack are needed as well.</summary>
    public required int StateBytes { get; init; }

    /// <summary>Which layers have compressed masks.</summary>
    public required IReadOnlyList<bool> Compressed { get; init; }

    /// <summary>Approximate bytes of flash.</summary>
    public int FlashBytes => MaskBytes + WeightBytes + CodeBytes;
}
