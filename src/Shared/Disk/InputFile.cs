namespace Hnsg.Disk;

/// <summary>Reads files whole that must not be longer than what is wanted of them.</summary>
internal static class InputFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="InputException">It is missing or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error) || error is ArgumentException)
        {
            throw FileErrors.Reading(path, error);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Bytes that it may have; no more than these and one are read.</param>
    /// <param name="what">What was wanted, such as <c>a plan</c>.</param>
    /// <exception cref="InputException">It is missing, longer, or cannot be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int most, string what)
    {
        using FileStream file = Open(path);
        try
        {
            return Read(file, path, most, what, []);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The bytes; where it can tell how many they are, they are asked for at once.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="most">Bytes that it may have; no more than these and one are read.</param>
    /// <param name="what">What was wanted, such as <c>a plan</c>.</param>
    /// <param name="start">What was read of it before; counts too, and comes first.</param>
    /// <exception cref="InputException">It is longer.</exception>
    public static ReadOnlyMemory<byte> Read(Stream stream, string name, int most, string what, ReadOnlySpan<byte> start)
    {
        long expected = start.Length + (stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0);
        if (expected > most)
        {
            throw TooLong(name, most, what);
        }
        AvailableMemory.Require(expected, ($"{name} takes", "Use a machine with more memory."));
        // One more, so that the end is seen without asking for more memory.
        var bytes = new byte[Math.Max(expected + 1, 4_096)];
        start.CopyTo(bytes);
        int filled = start.Length;
        while (true)
        {
            filled += stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled > most)
            {
                throw TooLong(name, most, what);
            }
            if (filled < bytes.Length)
            {
                return bytes.AsMemory(0, filled);
            }
            Array.Resize(ref bytes, (int)Math.Min(most + 1L, 2L * filled));
        }
    }

    private static InputException TooLong(string name, int most, string what) =>
        new(name, FormattableString.Invariant($"it is longer than {most:N0} bytes, so it is not {what}."));
}
