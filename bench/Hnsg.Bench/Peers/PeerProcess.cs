using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Data;

namespace Hnsg.Bench.Peers;

/// <summary>Runs a peer's script in a Python that has its module.</summary>
internal static class PeerProcess
{
    // A peer shall be as fast as it can be. A machine's settings for OpenBLAS can keep it from the widest vectors.
    private static readonly (string Name, string? Value)[] s_environment =
    [
        ("OPENBLAS_CORETYPE", null),
        ("OPENBLAS_L2_SIZE", null),
    ];

    // glibc by itself gives large arrays back to the system and faults them in again at every step.
    private static readonly (string Name, string? Value)[] s_keepingMemory =
    [
        .. s_environment,
        ("MALLOC_MMAP_THRESHOLD_", "1000000000"),
        ("MALLOC_TRIM_THRESHOLD_", "4000000000"),
        ("MALLOC_TOP_PAD_", "100000000"),
    ];

    /// <summary>Runs it.</summary>
    /// <param name="peer">Which.</param>
    /// <param name="arguments">Arguments of the script, but for the place of the data.</param>
    /// <param name="forMemory">Whether its memory is measured, and not its time.</param>
    /// <returns>What it printed, or why there is nothing.</returns>
    public static PeerAnswer Run(Peer peer, IEnumerable<string> arguments, bool forMemory = false)
    {
        string script = Path.Combine("bench", "peers", peer.Script);
        if (!File.Exists(script))
        {
            throw new InputException(script, "the script is not here. Run ./bench.sh in a checkout of the sources.");
        }
        if (Datasets.Find("mnist").Folder is not { } data)
        {
            return new PeerAnswer(null, "skipped: MNIST is not on this machine; get it with: ./hnsg data fetch mnist");
        }
        if (Pythons().FirstOrDefault(python => Has(python, peer.Module)) is not { } python)
        {
            return new PeerAnswer(
                null,
                $"skipped: no module '{peer.Module}' in {string.Join(" or ", Pythons())} (PYTHON names another)"
            );
        }
        (int code, string output, string errors) = ChildProcess.Run(
            python,
            [script, .. arguments, "--data", data],
            forMemory ? s_environment : s_keepingMemory
        );
        if (code != 0)
        {
            return new PeerAnswer(null, $"failed: {errors.Trim().Split('\n')[^1]}");
        }
        try
        {
            return new PeerAnswer(JsonNode.Parse(output)!.AsObject(), "");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new PeerAnswer(null, $"failed: its output is no JSON: {error.Message}");
        }
    }

    private static IEnumerable<string> Pythons() =>
        Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } chosen
            ? [chosen]
            : ["python3", "/usr/bin/python3"];

    private static bool Has(string python, string module)
    {
        try
        {
            string question = $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)";
            return ChildProcess.Run(python, ["-c", question], s_environment).Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
