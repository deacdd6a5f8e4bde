namespace Hnsg.Data;

/// <summary>A data set of the catalogue that is read from IDX files.</summary>
internal sealed record KnownSet
{
    /// <summary>What people are told.</summary>
    public required DatasetInfo Info { get; init; }

    /// <summary>Addresses of folders with the packed files, best first; each ends with a slash.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>Published SHA-256 of the unpacked files by their names; empty where none is known.</summary>
    public IReadOnlyDictionary<string, string> Unpacked { get; init; } = new Dictionary<string, string>();

    /// <summary>Published SHA-256 of the packed files by their unpacked names, where only that is known.</summary>
    public IReadOnlyDictionary<string, string> Packed { get; init; } = new Dictionary<string, string>();

    /// <summary>The largest value of a pixel in the files; spread over 0…255 when read. Default 255: as it is.</summary>
    public byte MaxPixel { get; init; } = 255;
}
