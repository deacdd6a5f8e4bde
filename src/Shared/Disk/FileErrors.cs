namespace Hnsg.Disk;

/// <summary>What the operating system says about a file, in words that help.</summary>
internal static class FileErrors
{
    /// <summary>Whether an error is about files, and not a mistake in a program.</summary>
    public static bool IsAboutFiles(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>The error of a file that could not be read.</summary>
    public static InputException Reading(string path, Exception error) =>
        new(
            path,
            error switch
            {
                _ when Directory.Exists(path) => "it is a folder, not a file",
                _ when BrokenLink(path) is { } target => $"it is a link to {target}, which does not exist",
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException => "there is no permission to read it",
                _ => $"it could not be read: {error.Message}",
            },
            error
        );

    /// <summary>Where a symbolic link points that leads to nothing; null for anything else.</summary>
    public static string? BrokenLink(string path)
    {
        string? target = null;
        try
        {
            target = new FileInfo(path).LinkTarget;
            string? end = target is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
            return File.Exists(end) || Directory.Exists(end) ? null : target;
        }
        // A link to itself, for one.
        catch (Exception error) when (IsAboutFiles(error) || error is ArgumentException)
        {
            return target;
        }
    }

    /// <summary>The error of a file that could not be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">What the operating system said.</param>
    /// <param name="bytes">Bytes that were to be written, or null when that is not known.</param>
    public static InputException Writing(string path, Exception error, long? bytes)
    {
        string intact = File.Exists(path) ? "Nothing was lost: the earlier file is intact." : "No file was written.";
        string detail = error switch
        {
            _ when Directory.Exists(path) => "it is a folder, so a file cannot be written here. Give another name.",
            _ when IsDiskFull(error) =>
                $"the disk is full{Needed(bytes)}. {intact} Free some space or choose another folder.",
            DirectoryNotFoundException => "the folder does not exist. Create it first, or choose another one.",
            UnauthorizedAccessException =>
                $"there is no permission to write here. {intact} Choose another folder or change the permissions.",
            _ => $"it could not be written: {error.Message} {intact}",
        };
        return new InputException(path, detail, error);
    }

    // .NET keeps the system's own number: ENOSPC; EDQUOT of Linux and of macOS; the two of Windows.
    private static bool IsDiskFull(Exception error) =>
        error is IOException
        && error.HResult is 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027);

    private static string Needed(long? bytes) =>
        bytes is { } count
            ? string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $": it cannot hold another {count:N0} bytes"
            )
            : "";
}
