using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hnsg.Disk;

namespace Hnsg.Sweeps;

/// <summary>The result of a sweep: one row per run, in the order of the plan.</summary>
public sealed record SweepTable
{
    /// <summary>What the JSON begins with.</summary>
    internal const string Beginning = "{\n  \"plan\": \"";

    private static readonly SweepContext s_context = new(
        new JsonSerializerOptions(SweepContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>File name of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>A notice to users about the choice of the data; null for none.</summary>
    public required string? Notice { get; init; }

    /// <summary>The part of the sweep; null for all of it.</summary>
    public required Shard? Shard { get; init; }

    /// <summary>Names of the varied options.</summary>
    public required IReadOnlyList<string> Varied { get; init; }

    /// <summary>Epochs at which choices are compared.</summary>
    public required IReadOnlyList<int> Rungs { get; init; }

    /// <summary>The runs.</summary>
    public required IReadOnlyList<SweepRow> Runs { get; init; }

    /// <summary>The text of <c>sweep.json</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_context.SweepTable) + "\n";

    /// <summary>The text of <c>sweep.csv</c>: numbers as exact as they are held, empty where there is none.</summary>
    public string ToCsv() => SweepText.Csv(this);

    /// <summary>Writes <c>sweep.csv</c> and <c>sweep.json</c>; a part of a sweep <c>sweep-2of8.csv</c> and so on.</summary>
    /// <exception cref="InputException">One cannot be written.</exception>
    internal void Write(string folder)
    {
        string[] files = Files(folder);
        AtomicFile.Write(files[0], ToJson());
        AtomicFile.Write(files[1], SweepText.Csv(this));
    }

    /// <summary>The two files in a folder.</summary>
    internal string[] Files(string folder)
    {
        string name = Shard is null ? "sweep" : FormattableString.Invariant($"sweep-{Shard.Index}of{Shard.Count}");
        return [Path.Combine(folder, $"{name}.json"), Path.Combine(folder, $"{name}.csv")];
    }
}

/// <summary>Generated at build time, so that ahead-of-time compilation needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(RunStatusConverter)]
)]
[JsonSerializable(typeof(SweepTable))]
internal sealed partial class SweepContext : JsonSerializerContext;

/// <summary>Names of states in lower case.</summary>
internal sealed class RunStatusConverter() : JsonStringEnumConverter<RunStatus>(JsonNamingPolicy.KebabCaseLower, false);
