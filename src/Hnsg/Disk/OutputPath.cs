namespace Hnsg.Disk;

/// <summary>Keeps what is written apart from what is read.</summary>
public static class OutputPath
{
    /// <summary>Makes sure that a file or folder that is to be written is none that is read, whatever links lead there.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="output">What is to be written; it need not exist.</param>
    /// <param name="inputs">Files and folders that are read; of a folder all that is in it.</param>
    /// <exception cref="OptionException">It is one of them, or lies in one.</exception>
    public static void Check(string option, string output, params IEnumerable<string> inputs)
    {
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(inputs);
        string written = RealPath.Of(output);
        foreach (string input in inputs)
        {
            if (RealPath.IsIn(written, RealPath.Of(input)))
            {
                throw new OptionException(
                    option,
                    Directory.Exists(input)
                        ? $"{output} lies in {input}, which is read and must stay as it is. Choose another place"
                        : $"{output} is {input}, which is read and would be lost. Choose another name"
                );
            }
        }
    }

    /// <summary>Makes sure that tables that are written again and again are ours where they are there already.</summary>
    /// <param name="option">The option that names their folder.</param>
    /// <param name="tables">The files, the one that is written first in front.</param>
    /// <param name="beginning">What that one begins with.</param>
    /// <exception cref="OptionException">Some are there, and are not ours.</exception>
    internal static void CheckTables(string option, IReadOnlyList<string> tables, string beginning)
    {
        if (tables.FirstOrDefault(File.Exists) is { } there && !(there == tables[0] && Begins(there, beginning)))
        {
            throw new OptionException(
                option,
                $"{there} is somebody else's and would be replaced. Choose another folder; nothing was touched."
            );
        }
    }

    // A pipe seems empty, and must not be waited for.
    private static bool Begins(string path, string beginning)
    {
        byte[] wanted = System.Text.Encoding.UTF8.GetBytes(beginning);
        if (new FileInfo(path).Length < wanted.Length)
        {
            return false;
        }
        using FileStream stream = File.OpenRead(path);
        byte[] found = new byte[wanted.Length];
        return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length
            && found.AsSpan().SequenceEqual(wanted);
    }

    /// <summary>Makes sure that nothing that is read lies in a folder that files are written into.</summary>
    /// <param name="option">The option that names the folder.</param>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="input">A file that is read.</param>
    /// <exception cref="OptionException">It lies there.</exception>
    public static void CheckFolder(string option, string folder, string input)
    {
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(input);
        if (Path.GetDirectoryName(RealPath.Of(input)) == RealPath.Of(folder))
        {
            throw new OptionException(
                option,
                $"{input}, which is read, lies in {folder}, which is written. Choose another folder"
            );
        }
    }
}
