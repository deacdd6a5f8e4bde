using Hnsg.Disk;
using Hnsg.Files;
using Hnsg.Nir.Hdf5;

namespace Hnsg.Nir;

/// <summary>Opens NIR files, and says what a file is that is none.</summary>
internal static class NirFile
{
    // 2^28 weights, as many as a model file has at most, and some room for the rest.
    private const long MostBytes = (1 << 30) + (1 << 26);

    /// <summary>The graph's group.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InputException">It is missing, damaged, or no NIR file.</exception>
    public static NirNode Open(string file)
    {
        ReadOnlyMemory<byte> bytes = Bytes(file);
        Hdf5File hdf;
        try
        {
            hdf = Hdf5File.Open(bytes);
        }
        catch (Hdf5Exception error)
        {
            throw new InputException(file, error.Message, error);
        }
        var root = new NirNode(file, hdf, "", hdf.Root);
        return root.Has(NirNames.Root)
            ? root.Group(NirNames.Root)
            : throw root.Wrong(
                NirNames.Root,
                $"this group is missing, so this HDF5 file is not a NIR file. It has {Names(root.Children)} at the top"
            );
    }

    private static ReadOnlyMemory<byte> Bytes(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            var start = new byte[1 << 16];
            int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            // Before the rest is read, which may be long.
            if (Hdf5File.Find(start.AsSpan(0, count)) < 0)
            {
                throw new InputException(
                    file,
                    $"this is not a NIR file, because it is not HDF5.{FileKind.Sentence(start.AsSpan(0, count))}"
                );
            }
            using var bytes = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, MostBytes) : count);
            for (; count > 0; count = stream.Read(start))
            {
                bytes.Write(start.AsSpan(0, count));
                if (bytes.Length > MostBytes)
                {
                    throw new InputException(file, $"it is longer than {MostBytes} bytes, the most that can be read");
                }
            }
            return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(file, error);
        }
    }

    private static string Names(IEnumerable<string> names)
    {
        string[] some = [.. names.Take(6)];
        return some.Length == 0 ? "no names" : string.Join(", ", some);
    }
}
