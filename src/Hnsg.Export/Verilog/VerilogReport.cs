namespace Hnsg.Export.Verilog;

/// <summary>Size and speed of an exported core.</summary>
public sealed record VerilogReport
{
    /// <summary>Neurons updated per clock cycle, by layer.</summary>
    public required IReadOnlyList<int> Lanes { get; init; }

    /// <summary>Bits of a membrane, by layer.</summary>
    public required IReadOnlyList<int> MembraneBits { get; init; }

    /// <summary>Bits of the memory of masks or effective weights, by layer.</summary>
    public required IReadOnlyList<long> MemoryBits { get; init; }

    /// <summary>Bits of the memories of currents and membranes, by layer.</summary>
    public required IReadOnlyList<long> StateBits { get; init; }

    /// <summary>Clock cycles per sample, estimated from the golden samples; the test bench prints the exact number.</summary>
    public required long Cycles { get; init; }
}
