namespace Hnsg.Export;

/// <summary>The folder that an export goes into.</summary>
internal static class ExportFolder
{
    /// <summary>Makes it where it is not there.</summary>
    /// <exception cref="InputException">It cannot be made, or it holds something that is not an export.</exception>
    public static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            if (
                Directory.EnumerateFileSystemEntries(folder).Any()
                && !File.Exists(Path.Combine(folder, ExportManifest.FileName))
            )
            {
                throw new InputException(
                    folder,
                    "the folder holds other files. Choose a new one, or one that an earlier export has made"
                );
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"the folder cannot be made: {error.Message}", error);
        }
    }
}
