namespace Hnsg.Data;

/// <summary>How far the download of a file is.</summary>
/// <param name="File">The set and the file, such as <c>mnist/train-images-idx3-ubyte.gz</c>.</param>
/// <param name="Bytes">Bytes received; starts again at 0 with another mirror.</param>
/// <param name="TotalBytes">Bytes of the whole file, or null if the mirror does not say.</param>
public readonly record struct DownloadProgress(string File, long Bytes, long? TotalBytes);
