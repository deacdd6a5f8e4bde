using System.Text.Json;

namespace Hnsg.Tests.Training;

/// <summary>What a peer computed for a small network, as its files hold it; indices as in the property names.</summary>
public sealed class OracleFile
{
    public required JsonElement Meta { get; init; }

    /// <summary>[step][sample][input].</summary>
    public required double[][][] Inputs { get; init; }

    public required int[] Targets { get; init; }

    /// <summary>[layer][neuron][input].</summary>
    public required double[][][] Weights { get; init; }

    public required double[][][] Scores { get; init; }

    public required double[][][] Mask { get; init; }

    /// <summary>[layer][step][sample][neuron].</summary>
    public required double[][][][] Current { get; init; }

    public required double[][][][] Membrane { get; init; }

    public required double[][][][] Spikes { get; init; }

    /// <summary>[sample][class].</summary>
    public required double[][] SpikeCounts { get; init; }

    public required double Loss { get; init; }

    public required double[][][] GradEffectiveWeights { get; init; }

    public required double[][][] GradScores { get; init; }

    public required double[][][][] GradCurrent { get; init; }

    public required double[][][][] GradSpikes { get; init; }

    public int Steps => Inputs.Length;

    public int Batch => Inputs[0].Length;

    public double Number(string name) => Meta.GetProperty(name).GetDouble();

    public string Text(string name) => Meta.GetProperty(name).GetString()!;

    public static OracleFile Read(string path) =>
        JsonSerializer.Deserialize<OracleFile>(File.ReadAllText(path), s_options)!;

    /// <summary>Every oracle in <c>$HNSG_ORACLES</c>, else in the folder <c>shared/oracles</c> beside the checkout.</summary>
    public static string[] Find()
    {
        string? folder = Environment.GetEnvironmentVariable("HNSG_ORACLES");
        for (
            DirectoryInfo? at = new(AppContext.BaseDirectory);
            string.IsNullOrEmpty(folder) && at is not null;
            at = at.Parent
        )
        {
            if (File.Exists(Path.Combine(at.FullName, "Hnsg.slnx")))
            {
                folder = Path.Combine(at.FullName, "..", "shared", "oracles");
            }
        }
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "oracle_*.json").Order().ToArray() : [];
    }

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };
}
