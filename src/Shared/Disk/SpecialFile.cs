using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Hnsg.Disk;

/// <summary>Devices and pipes: they are written as they are, since a file cannot take their place.</summary>
internal static class SpecialFile
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const int NoReader = 6; // ENXIO

    private static readonly string[] Directories = ["/dev/fd/", "/proc/self/fd/"];

    // O_WRONLY | O_NONBLOCK
    private static int WriteWithoutWaiting => OperatingSystem.IsLinux() ? 0x801 : 0x5;

    /// <summary>Opens a device or a pipe for writing.</summary>
    /// <param name="path">As it was named.</param>
    /// <param name="target">The same, links resolved.</param>
    /// <returns>Null for everything else.</returns>
    /// <exception cref="IOException">It cannot be opened, or is a pipe that nobody reads from.</exception>
    public static Stream? Open(string path, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }
        string full = Path.GetFullPath(path);
        if (Descriptor(full) is { } descriptor)
        {
            // Where that is a file, it is neither replaced nor opened anew, which would lose its place.
            return descriptor == StandardOutput
                ? Console.OpenStandardOutput()
                : new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        }
        if (IsInDev(full) || IsInDev(target) || IsInProc(target) || IsPipe(target))
        {
            return new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
        return null;
    }

    // What the process has open already, by its number.
    private static int? Descriptor(string path) =>
        path switch
        {
            "/dev/stdout" => StandardOutput,
            "/dev/stderr" => StandardError,
            _ when Directories.FirstOrDefault(it => path.StartsWith(it, StringComparison.Ordinal)) is { } folder
                    && int.TryParse(
                        path[folder.Length..],
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out int number
                    ) => number,
            _ => null,
        };

    private static bool IsInDev(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static bool IsInProc(string path) => path.StartsWith("/proc/", StringComparison.Ordinal);

    // .NET has no word for what a pipe is, but it has no length and no place in it can be sought.
    private static bool IsPipe(string target)
    {
        if (new FileInfo(target) is not { Exists: true, Length: 0 })
        {
            return false;
        }
        using SafeFileHandle? handle = Posix.Open(target, WriteWithoutWaiting, out int error);
        if (error == NoReader)
        {
            throw new IOException("It is a pipe that nobody reads from. Start its reader first.");
        }
        if (handle is null)
        {
            return false;
        }
        using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        return !stream.CanSeek;
    }
}
