using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hnsg.Measures;

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

    internal static RunDescription ReadDescription(string path, string text) =>
        Read(
            path,
            text,
            json =>
            {
                RunDescription? description = json.Deserialize(s_context.RunDescription);
                if (json["options"] is not JsonObject options || description is null)
                {
                    throw new JsonException("the options are missing");
                }
                foreach ((string name, _) in ToObject(new TrainingOptions()))
                {
                    if (!options.ContainsKey(name))
                    {
                        throw new JsonException($"options.{name} is missing");
                    }
                }
                return description;
            }
        );

    internal static RunResult ReadResult(string path, string text) =>
        Read(
            path,
            text,
            json => json.Deserialize(s_context.RunResult) ?? throw new JsonException("an object was expected")
        );

    private static T Read<T>(string path, string text, Func<JsonObject, T> read)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false });
            return read(node as JsonObject ?? throw new JsonException("an object was expected"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InputException(
                path,
                $"it is damaged or not of this version of Hnsg: {error.Message.TrimEnd('.')}. Delete the folder to train it again, or choose another",
                error
            );
        }
    }

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
            ?? throw new JsonException($"a neuron is none of {string.Join(", ", Networks.NeuronKind.All)}.");
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
