namespace Hnsg.Data;

/// <summary>The pictures of one IDX file.</summary>
internal sealed record IdxImages
{
    /// <summary>Number of pictures, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Rows of a picture, at least 1.</summary>
    public required int Height { get; init; }

    /// <summary>Pixels in a row, at least 1; width × height is at most 65,535.</summary>
    public required int Width { get; init; }

    /// <summary>count × height × width bytes, picture after picture, row by row.</summary>
    public required ReadOnlyMemory<byte> Pixels { get; init; }

    /// <summary>SHA-256 of the decompressed file, including the header, in lower-case hex.</summary>
    public required string Sha256 { get; init; }
}
