using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;

namespace Hnsg.Bench.Measuring;

/// <summary>The machine that is measured.</summary>
internal static class Machine
{
    public static string Processor { get; } =
        FromFile("/proc/cpuinfo", "model name")
        ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
        ?? "unknown";

    public static int VectorBits { get; } =
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    /// <summary>Largest working set of this process so far, in 2^20 bytes.</summary>
    public static double PeakMegabytes
    {
        get
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / (1024.0 * 1024.0);
        }
    }

    public static JsonObject Json() =>
        new()
        {
            ["processor"] = Processor,
            ["processors"] = Environment.ProcessorCount,
            ["vectorBits"] = VectorBits,
            ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
            ["runtime"] = RuntimeInformation.FrameworkDescription,
        };

    public static string Text =>
        $"{Processor}, {Environment.ProcessorCount} processors, {VectorBits}-bit vectors, {RuntimeInformation.FrameworkDescription}";

    private static string? FromFile(string path, string name)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        string? line = File.ReadLines(path).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim();
    }
}
