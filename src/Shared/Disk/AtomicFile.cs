namespace Hnsg.Disk;

/// <summary>Writes files so that a reader sees the old one or the new one, never half of one.</summary>
/// <remarks>
/// The content goes to a file with a random name beside the target, is flushed to disk, and is renamed. So neither a
/// full or failing disk nor a killed process harms an earlier file. A new file has the permissions of the one that it
/// replaces; one that is write-protected is not replaced. Where the path is a symbolic link, the file it points to is
/// replaced and the link stays. Devices and pipes are written directly, since they cannot be replaced: all below
/// <c>/dev/</c> and <c>/proc/</c>, but for the memory file system <c>/dev/shm</c>, and named pipes that somebody reads from.
/// </remarks>
internal static class AtomicFile
{
    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="content">Its whole content.</param>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> content) =>
        Write(path, stream => stream.Write(content.Span), content.Length);

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="content">Its whole content.</param>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    public static void Write(string path, string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        Write(path, System.Text.Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Writes whatever an action puts into a stream.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes the content. What it throws, other than errors of the file system, passes through.</param>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, write, null);
    }

    /// <summary>Removes half-written files that killed processes left in a folder.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <remarks>Only files with this class's random names that no process has open are removed.</remarks>
    /// <exception cref="InputException">A leftover cannot be removed.</exception>
    public static void DeleteLeftovers(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            return;
        }
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles().Where(IsLeftover))
            {
                Delete(file.FullName);
            }
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw new InputException(folder, $"a leftover file here could not be removed: {error.Message}", error);
        }
    }

    /// <summary>Whether a file was left by a killed process, or is being written.</summary>
    public static bool IsLeftover(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return UnfinishedFile.IsName(file.Name) && file.LinkTarget is null;
    }

    private static void Delete(string leftover)
    {
        try
        {
            using (new FileStream(leftover, FileMode.Open, FileAccess.Write, FileShare.Delete))
            {
                File.Delete(leftover);
            }
        }
        // Another process writes it, or has finished it.
        catch (IOException) { }
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
            string target = RealPath.Of(path);
            if (SpecialFile.Open(path, target) is { } special)
            {
                using (special)
                {
                    write(special);
                }
                return;
            }
            using UnfinishedFile file = UnfinishedFile.Beside(target);
            write(file.Stream);
            file.Finish();
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Writing(path, error, bytes);
        }
    }
}
