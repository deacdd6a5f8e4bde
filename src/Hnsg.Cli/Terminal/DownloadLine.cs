using Hnsg.Data;

namespace Hnsg.Cli.Terminal;

/// <summary>How far a download is, with a bar where the size is known.</summary>
internal sealed class DownloadLine : IProgress<DownloadProgress>, IDisposable
{
    private const int Width = 30;

    private readonly StatusLine _line = new();

    public void Report(DownloadProgress value) => _line.Show(() => Text(value));

    public void Clear() => _line.Clear();

    public void Dispose() => _line.Dispose();

    private static string Text(DownloadProgress value)
    {
        double megabytes = value.Bytes / 1e6;
        if (value.TotalBytes is not > 0)
        {
            return FormattableString.Invariant($"{value.File}  {megabytes:F1} MB");
        }
        int full = (int)Math.Clamp(value.Bytes * Width / value.TotalBytes.Value, 0, Width);
        string bar = new string('█', full) + new string('░', Width - full);
        return FormattableString.Invariant(
            $"{value.File}  {bar}  {megabytes:F1} of {value.TotalBytes.Value / 1e6:F1} MB"
        );
    }
}
