using Xunit;

namespace Hnsg.Export.Tests;

/// <summary>Files that must not change by accident.</summary>
internal static class GoldenFile
{
    /// <summary>Compares a file with the golden one; after a wanted change, copy the new file, which the message names.</summary>
    public static void Check(string golden, string written)
    {
        string path = Path.Combine(AppContext.BaseDirectory, golden);
        byte[] now = File.ReadAllBytes(written);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(now))
        {
            return;
        }
        string copy = Path.Combine(Path.GetTempPath(), Path.GetFileName(golden));
        File.WriteAllBytes(copy, now);
        Assert.Fail($"{golden} is not what was written; see {copy}");
    }
}
