namespace Hnsg.Export.Verification;

/// <summary>A folder for what is built, gone when it is disposed or no longer reachable.</summary>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("hnsg-verify-").FullName;

    /// <summary>A file or folder in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    ~WorkFolder() => Delete();

    public void Dispose()
    {
        Delete();
        GC.SuppressFinalize(this);
    }

    private void Delete()
    {
        // No folder where the constructor has thrown.
        if (Path is null)
        {
            return;
        }
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        // What stays in the system's folder for such things is its to tidy up.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }
}
