namespace Hnsg.Data;

/// <summary>The labels of one IDX file.</summary>
internal sealed record IdxLabels
{
    /// <summary>One class per sample, 0…255; at least one sample.</summary>
    public required ReadOnlyMemory<byte> Labels { get; init; }

    /// <summary>SHA-256 of the decompressed file, including the header, in lower-case hex.</summary>
    public required string Sha256 { get; init; }
}
