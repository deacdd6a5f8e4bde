using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hnsg.Disk;
using Hnsg.Measures;
using Hnsg.Training.Options;

namespace Hnsg.Training.Runs;

/// <summary>The JSON of run folders: camelCase, indented, names of enum values in kebab-case.</summary>
public static class RunJson
{
    private static readonly RunJsonContext s_context = new(
        new JsonSerializerOptions(RunJsonContext.Default.Options)
        {
            // Paths and class names stay readable; nothing of this ends up in a web page unescaped by its own writer.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>The text of <c>result.json</c>.</summary>
    public static string Write(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Text(result, s_context.RunResult);
    }

    /// <summary>The text of <c>run.json</c>.</summary>
    public static string Write(RunDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return Text(description, s_context.RunDescription);
    }

    /// <summary>An object that names options and their values; null, number, text or list.</summary>
    public static JsonObject ToObject(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return JsonSerializer.SerializeToNode(options, s_context.TrainingOptions)!.AsObject();
    }

    /// <summary>The part of a report that <c>hnsg eval</c> shares with <c>result.json</c>.</summary>
    public static JsonObject ToObject(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return new()
        {
            ["test"] = JsonSerializer.SerializeToNode(TestReport.Of(evaluation), s_context.TestReport),
            ["firingIntensity"] = JsonSerializer.SerializeToNode(evaluation.FiringIntensity, s_context.FiringIntensity),
        };
    }

    /// <summary>Reads a <c>run.json</c>, and makes sure that a run can be what it says.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    internal static RunDescription ReadDescription(string path)
    {
        JsonObject json = JsonInput.ReadObject(path, "the run.json of a run");
        if (
            json["format"] is JsonValue format
            && format.TryGetValue(out int version)
            && version != RunDescription.CurrentFormat
        )
        {
            throw new InputException(
                path,
                $"it has format version {version}, but this Hnsg reads version {RunDescription.CurrentFormat}. Update Hnsg."
            );
        }
        JsonObject options =
            json["options"] as JsonObject ?? throw Damaged(path, "options is missing or is not an object");
        foreach ((string name, _) in ToObject(new TrainingOptions()))
        {
            if (!options.ContainsKey(name))
            {
                throw Damaged(path, $"options.{name} is missing");
            }
        }
        RunDescription run = JsonInput.Deserialize(
            json,
            s_context.RunDescription,
            (problem, error) => Damaged(path, problem, error)
        );
        return RunCheck.Problem(run) is { } wrong ? throw Damaged(path, wrong) : run;
    }

    /// <summary>Reads a <c>result.json</c>, and makes sure that a run can have come to what it says.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    internal static RunResult ReadResult(string path)
    {
        RunResult result = JsonInput.Deserialize(
            JsonInput.ReadObject(path, "the result.json of a run"),
            s_context.RunResult,
            (problem, error) => Damaged(path, problem, error)
        );
        return RunCheck.Problem(result) is { } wrong ? throw Damaged(path, wrong) : result;
    }

    /// <summary>The error of a file of a run that somebody has changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong, and the field.</param>
    /// <param name="error">What led to it, or null.</param>
    internal static InputException Damaged(string path, string problem, Exception? error = null) =>
        new(
            path,
            $"it was changed or damaged, or another version of Hnsg wrote it: {problem.TrimEnd('.')}. Put back the file that "
                + "belongs here, or choose another folder",
            error
        );

    private static string Text<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type) + "\n";
}

/// <summary>Names of enum values in kebab-case, and no numbers for them.</summary>
internal sealed class KebabEnumConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Kinds of neurons by name.</summary>
internal sealed class NeuronKindConverter : JsonConverter<Networks.NeuronKind>
{
    public override bool HandleNull => true;

    public override Networks.NeuronKind Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        string? name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return Networks.NeuronKind.All.FirstOrDefault(kind => kind.Name == name)
            ?? throw new JsonException($"a neuron is not one of {string.Join(", ", Networks.NeuronKind.All)}.");
    }

    public override void Write(Utf8JsonWriter writer, Networks.NeuronKind value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}

/// <summary>Generated at build time, so that ahead-of-time compilation needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n",
    MaxDepth = 8,
    Converters = [
        typeof(KebabEnumConverter<Networks.InputEncoding>),
        typeof(KebabEnumConverter<Networks.WeightKind>),
        typeof(KebabEnumConverter<Networks.ResetKind>),
        typeof(NeuronKindConverter),
    ]
)]
[JsonSerializable(typeof(RunDescription))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(RunIdentity))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
