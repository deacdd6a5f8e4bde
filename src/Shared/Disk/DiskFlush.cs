using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hnsg.Disk;

/// <summary>Waits until what was written is on the disk, and reports failures.</summary>
/// <remarks>The runtime's own flush keeps errors of <c>fsync</c> to itself, and flushes no folders.</remarks>
internal static class DiskFlush
{
    private const int ReadOnly = 0; // O_RDONLY

    // What file systems say that have nothing to flush: EINVAL, EROFS, and ENOTSUP or EOPNOTSUPP of Linux and of macOS.
    private static ReadOnlySpan<int> CannotFlush => [22, 30, 95, 45, 102];

    /// <summary>Flushes a file.</summary>
    /// <exception cref="IOException">The disk has failed or is full.</exception>
    public static void File(FileStream stream)
    {
        // On Windows that tells errors; on macOS it goes further than fsync, through the memory of the disk.
        stream.Flush(flushToDisk: OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());
        if (!OperatingSystem.IsWindows())
        {
            Check(Posix.Sync(stream.SafeFileHandle));
        }
    }

    /// <summary>Flushes the names in a folder, where the system lets it be opened for that.</summary>
    /// <exception cref="IOException">The disk has failed.</exception>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        using SafeFileHandle? folder = Posix.Open(path, ReadOnly, out _);
        if (folder is not null)
        {
            Check(Posix.Sync(folder));
        }
    }

    private static void Check(int error)
    {
        if (error != 0 && !CannotFlush.Contains(error))
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error) + ".", error);
        }
    }
}
