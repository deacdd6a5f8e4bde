using System.IO.Compression;

namespace Hnsg.Nir.Tests;

/// <summary>Files that h5py has written, in <c>Samples/</c>: packed by gzip, as base64.</summary>
internal static class Samples
{
    /// <summary>Names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [.. typeof(Samples).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)];

    /// <summary>The bytes of a file.</summary>
    public static byte[] Bytes(string name)
    {
        using Stream resource = typeof(Samples).Assembly.GetManifestResourceStream(name)!;
        using var text = new StreamReader(resource);
        using var gzip = new GZipStream(
            new MemoryStream(Convert.FromBase64String(text.ReadToEnd())),
            CompressionMode.Decompress
        );
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes a file into a folder.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder, string name)
    {
        string path = Path.Combine(folder, name + ".nir");
        File.WriteAllBytes(path, Bytes(name));
        return path;
    }
}
