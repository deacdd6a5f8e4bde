using Hnsg.Data;

namespace Hnsg.Cli.Terminal;

/// <summary>How far a download is, with a bar where the size is known.</summary>
internal sealed class DownloadLine : IProgress<DownloadProgress>, IDisposable
{
    private readonly StatusLine _line = new();

    public void Report(DownloadProgress value) => _line.Show(() => Parts(value));

    public void Dispose() => _line.Dispose();

    private static string[] Parts(DownloadProgress value)
    {
        double megabytes = value.Bytes / 1e6;
        return value.TotalBytes is > 0 and long total
            ?
            [
                value.File,
                FormattableString.Invariant($"{megabytes:F1} of {total / 1e6:F1} MB"),
                Bar.Of((double)value.Bytes / total, 30),
            ]
            : [value.File, FormattableString.Invariant($"{megabytes:F1} MB")];
    }
}
