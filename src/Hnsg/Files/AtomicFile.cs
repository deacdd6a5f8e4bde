using System.Text;

namespace Hnsg.Files;

/// <summary>Writes files so that a reader sees the old one or the new one, never half of one.</summary>
/// <remarks>
/// The content goes to <c>path.tmp</c> beside the file, is flushed to the disk, and is renamed over it. So neither a
/// full disk nor a killed process harms an earlier file. Where <c>path</c> is a symbolic link, the file it points to
/// is replaced and the link stays. Devices (below <c>/dev/</c>, but for the
/// memory file system <c>/dev/shm</c>) are written directly, since they cannot be renamed.
/// </remarks>
public static class AtomicFile
{
    /// <summary>What is put after the name of a file that is not finished.</summary>
    public const string Suffix = ".tmp";

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="content">Its whole content.</param>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> content) =>
        Write(path, stream => stream.Write(content.Span), content.Length);

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="content">Its whole content.</param>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    public static void Write(string path, string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        Write(path, System.Text.Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Writes whatever an action puts into a stream.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="write">Writes the content. What it throws, other than errors of the file system, passes through.</param>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, write, null);
    }

    /// <summary>Removes what a killed process left half written in a folder.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="names">Names of the finished files, such as <c>model.hnsg</c>; nothing else is touched.</param>
    /// <exception cref="InputException">A leftover cannot be removed.</exception>
    public static void DeleteLeftovers(string folder, params ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(folder);
        foreach (string name in names)
        {
            string leftover = Path.Combine(folder, name + Suffix);
            try
            {
                if (File.Exists(leftover))
                {
                    File.Delete(leftover);
                }
            }
            catch (Exception error) when (FileErrors.IsAboutFiles(error))
            {
                throw new InputException(leftover, $"this leftover could not be removed: {error.Message}", error);
            }
        }
    }

    private static void Write(string path, Action<Stream> write, long? bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (Directory.Exists(path))
            {
                throw new IOException("It is a folder.");
            }
            string target = new FileInfo(path).LinkTarget is null
                ? Path.GetFullPath(path)
                : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            if (IsDevice(target))
            {
                Fill(target, FileMode.Open, write);
                return;
            }
            WriteBeside(target, write);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Writing(path, error, bytes);
        }
    }

    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void WriteBeside(string target, Action<Stream> write)
    {
        string unfinished = target + Suffix;
        bool ours = false;
        try
        {
            Fill(
                unfinished,
                FileMode.Create,
                stream =>
                {
                    ours = true;
                    write(stream);
                }
            );
            File.Move(unfinished, target, overwrite: true);
        }
        catch when (ours)
        {
            Discard(unfinished);
            throw;
        }
    }

    private static void Fill(string path, FileMode mode, Action<Stream> write)
    {
        using var stream = new FileStream(path, mode, FileAccess.Write, FileShare.None);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    // The first error matters more than one of tidying up after it.
    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error)) { }
    }
}
