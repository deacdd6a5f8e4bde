using System.Security.Cryptography;

namespace Hnsg.Disk;

/// <summary>A file that is not finished: it has a random name beside the one that it will get.</summary>
/// <remarks>
/// The name, <c>.hnsg-</c>, 32 hex digits and <c>.tmp</c>, cannot be guessed, and the file is only ever made new: so no
/// link that somebody has put there is followed, and no file of somebody else's is lost.
/// </remarks>
internal sealed class UnfinishedFile : IDisposable
{
    private const string Beginning = ".hnsg-";
    private const string Ending = ".tmp";
    private const int Digits = 32;

    private readonly string _target;
    private bool _finished;

    private UnfinishedFile(string target, string path, FileStream stream) =>
        (_target, Path, Stream) = (target, path, stream);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Its content.</summary>
    public FileStream Stream { get; }

    /// <summary>Makes the file.</summary>
    /// <param name="target">What it will be called, links resolved. A file of that name lends it its permissions.</param>
    /// <exception cref="IOException">It cannot be made, or the file of that name is write-protected.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to create it.</exception>
    public static UnfinishedFile Beside(string target)
    {
        var earlier = new FileInfo(target);
        if (earlier is { Exists: true, IsReadOnly: true })
        {
            throw new IOException("It is write-protected.");
        }
        string path = System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(target) ?? "",
            Beginning + RandomNumberGenerator.GetHexString(Digits, lowercase: true) + Ending
        );
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (OperatingSystem.IsWindows() || !earlier.Exists)
        {
            return new UnfinishedFile(target, path, new FileStream(path, options));
        }
        options.UnixCreateMode = earlier.UnixFileMode;
        var file = new UnfinishedFile(target, path, new FileStream(path, options));
        try
        {
            // The user's umask may have taken from it what the earlier file has; some file systems know one mode only.
            if (File.GetUnixFileMode(file.Stream.SafeFileHandle) != earlier.UnixFileMode)
            {
                File.SetUnixFileMode(file.Stream.SafeFileHandle, earlier.UnixFileMode);
            }
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Ends the writing and waits until all of it is on the disk; the file keeps its random name.</summary>
    /// <exception cref="IOException">The disk has failed or is full.</exception>
    public void Close()
    {
        if (Stream.CanWrite)
        {
            DiskFlush.File(Stream);
            Stream.Dispose();
        }
    }

    /// <summary>Gives the file its name, in place of an earlier one.</summary>
    /// <exception cref="IOException">The disk has failed or is full; the earlier file is untouched.</exception>
    /// <exception cref="InputException">The disk has failed after that.</exception>
    public void Finish()
    {
        Close();
        File.Move(Path, _target, overwrite: true);
        _finished = true;
        try
        {
            DiskFlush.Folder(System.IO.Path.GetDirectoryName(_target)!);
        }
        catch (IOException error)
        {
            throw new InputException(
                _target,
                $"it was written, but the disk does not confirm that it is stored: {error.Message} Check the disk, then write it again.",
                error
            );
        }
    }

    /// <summary>Removes the file unless it is finished.</summary>
    public void Dispose()
    {
        Try(Stream.Dispose);
        if (!_finished)
        {
            Try(() => File.Delete(Path));
        }
    }

    /// <summary>Whether a file has a name as only unfinished files have.</summary>
    public static bool IsName(string name) =>
        name.Length == Beginning.Length + Digits + Ending.Length
        && name.StartsWith(Beginning, StringComparison.Ordinal)
        && name.EndsWith(Ending, StringComparison.Ordinal)
        && name.Skip(Beginning.Length).Take(Digits).All(char.IsAsciiHexDigitLower);

    // The error that led here matters more than one of tidying up.
    private static void Try(Action tidy)
    {
        try
        {
            tidy();
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error)) { }
    }
}
