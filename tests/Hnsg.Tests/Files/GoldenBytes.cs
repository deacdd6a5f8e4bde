using System.Runtime.CompilerServices;
using Xunit;

namespace Hnsg.Tests.Files;

/// <summary>
/// Files as they were written once, in base64. Users have such files, so they can be read for ever, and are written alike
/// as long as their version can say what there is to say. HNSG_UPDATE_SNAPSHOTS=1 writes those that are missing.
/// </summary>
internal static class GoldenBytes
{
    /// <summary>Makes sure that a file is written as it was once.</summary>
    /// <returns>The bytes of the golden file.</returns>
    public static byte[] Check(string name, byte[] written)
    {
        byte[] golden = Read(name, () => written);
        Assert.Equal(golden, written);
        return golden;
    }

    /// <summary>The bytes of a golden file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Makes the file where it is missing and asked for.</param>
    public static byte[] Read(string name, Func<byte[]> write)
    {
        string path = Path.Combine(Folder(), $"{name}.txt");
        if (Environment.GetEnvironmentVariable("HNSG_UPDATE_SNAPSHOTS") == "1" && !File.Exists(path))
        {
            File.WriteAllLines(path, Convert.ToBase64String(write()).Chunk(100).Select(line => new string(line)));
        }
        return Convert.FromBase64String(File.ReadAllText(path));
    }

    private static string Folder([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "Golden");
}
