namespace Hnsg.Disk;

/// <summary>Makes sure that outputs do not overwrite inputs.</summary>
internal static class OutputPath
{
    /// <summary>Makes sure that a file or folder to be written is not one of the inputs, even through links.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="output">What is to be written; it need not exist.</param>
    /// <param name="inputs">Files and folders that are read, including everything in the folders.</param>
    /// <exception cref="OptionException">It is one of them, or inside one.</exception>
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
                        ? $"{output} is inside {input}, which is an input and must not change. Choose another place"
                        : $"{output} is {input}, which is an input and would be lost. Choose another name"
                );
            }
        }
    }

    /// <summary>Makes sure that existing tables, which are rewritten repeatedly, were written by Hnsg.</summary>
    /// <param name="option">The option that names their folder.</param>
    /// <param name="tables">The files, in the order in which they are written.</param>
    /// <param name="beginning">How the first begins.</param>
    /// <exception cref="OptionException">Some exist and were not written by Hnsg.</exception>
    internal static void CheckTables(string option, IReadOnlyList<string> tables, string beginning)
    {
        if (tables.FirstOrDefault(File.Exists) is { } there && !(there == tables[0] && Begins(there, beginning)))
        {
            throw new OptionException(
                option,
                $"{there} was not written by hnsg and would be replaced. Choose another folder; nothing was changed."
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

    /// <summary>Makes sure that an input is not inside a folder that files are written into.</summary>
    /// <param name="option">The option that names the folder.</param>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="input">A file that is read.</param>
    /// <exception cref="OptionException">It is inside.</exception>
    public static void CheckFolder(string option, string folder, string input)
    {
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(input);
        if (Path.GetDirectoryName(RealPath.Of(input)) == RealPath.Of(folder))
        {
            throw new OptionException(
                option,
                $"{input}, which is an input, is inside {folder}, which would be written. Choose another folder"
            );
        }
    }
}
