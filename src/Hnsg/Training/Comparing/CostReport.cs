using System.Text.Json;
using System.Text.Json.Serialization;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training.Runs;

namespace Hnsg.Training.Comparing;

/// <summary>What a network costs on the test samples, mean per sample: <c>cost.json</c> beside a run's other files.</summary>
public sealed record CostReport
{
    private const string FileName = "cost.json";

    /// <summary>Steps T of the network.</summary>
    public required int Steps { get; init; }

    /// <summary>Multiplications with addition.</summary>
    public required double Macs { get; init; }

    /// <summary>Additions.</summary>
    public required double Acs { get; init; }

    /// <summary>Both together.</summary>
    [JsonIgnore]
    public double SynapticOperations => Macs + Acs;

    /// <summary>Energy of a sample in joules; see <see cref="EnergyModel.Caveat"/>.</summary>
    public double Joules(EnergyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (Macs * model.PicojoulesPerMac + Acs * model.PicojoulesPerAc) * 1e-12;
    }

    /// <summary>The report of a finished run: from its file, or counted and written.</summary>
    internal static CostReport Of(RunFolder folder, SampleSet test, int threads, CancellationToken cancellation)
    {
        string path = Path.Combine(folder.Path, FileName);
        if (Read(path) is { } earlier)
        {
            return earlier;
        }
        TrainedNetwork network = TrainedNetwork.LoadAny(folder.ModelPath);
        NetworkCost cost = NetworkCost.Of(network, test, threads, null, cancellation);
        var report = new CostReport
        {
            Steps = network.Spec.Steps,
            Macs = cost.Macs,
            Acs = cost.Acs,
        };
        AtomicFile.Write(path, JsonSerializer.Serialize(report, CostReportContext.Default.CostReport) + "\n");
        return report;
    }

    // A damaged file is no loss: it is counted again.
    private static CostReport? Read(string path)
    {
        try
        {
            CostReport? report = File.Exists(path)
                ? JsonInput.Deserialize(
                    JsonInput.ReadObject(path, "the cost.json of a run"),
                    CostReportContext.Default.CostReport,
                    (problem, error) => new InputException(path, problem, error)
                )
                : null;
            bool possible =
                report is { Steps: >= 1, Macs: >= 0, Acs: >= 0 } && double.IsFinite(report.SynapticOperations);
            return possible ? report : null;
        }
        catch (InputException)
        {
            return null;
        }
    }
}

/// <summary>Generated at build time, so that ahead-of-time compilation needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(CostReport))]
internal sealed partial class CostReportContext : JsonSerializerContext;
