using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Hnsg.Disk;

/// <summary>JSON that others may have written or changed: whatever is wrong with it is said by its field.</summary>
internal static partial class JsonInput
{
    /// <summary>Bytes of a JSON file or section at most.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Reads a file that holds an object.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What was wanted, such as <c>a run.json</c>.</param>
    /// <exception cref="InputException">It is missing, too long, or holds something else.</exception>
    public static JsonObject ReadObject(string path, string what)
    {
        ReadOnlySpan<byte> utf8 = InputFile.Read(path, MostBytes, what).Span;
        if (utf8.StartsWith(System.Text.Encoding.UTF8.Preamble))
        {
            utf8 = utf8[System.Text.Encoding.UTF8.Preamble.Length..];
        }
        try
        {
            JsonNode? node = JsonNode.Parse(utf8, documentOptions: new() { AllowDuplicateProperties = false });
            ReadNames(node);
            return node as JsonObject ?? throw new JsonException("expected an object in braces");
        }
        catch (Exception error) when (IsAbout(error))
        {
            string kind = FileKind.Name(utf8) is null or "JSON" or "text" ? "" : FileKind.Sentence(utf8);
            throw new InputException(path, $"it is damaged, or not {what}: {Problem(error)}.{kind}", error);
        }
    }

    /// <summary>Turns JSON into what a program works with.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="type">What it is to be.</param>
    /// <param name="wrong">Makes the error of what is wrong, which says the field.</param>
    public static T Deserialize<T>(
        ReadOnlySpan<byte> json,
        JsonTypeInfo<T> type,
        Func<string, Exception, Exception> wrong
    )
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("it contains nulls");
        }
        catch (Exception error) when (IsAbout(error))
        {
            throw wrong(Problem(error), error);
        }
    }

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte}, JsonTypeInfo{T}, Func{string, Exception, Exception})"/>
    public static T Deserialize<T>(JsonNode json, JsonTypeInfo<T> type, Func<string, Exception, Exception> wrong)
    {
        try
        {
            return json.Deserialize(type) ?? throw new JsonException("it contains nulls");
        }
        catch (Exception error) when (IsAbout(error))
        {
            throw wrong(Problem(error), error);
        }
    }

    // Names are decoded when they are first looked at; that they cannot be should be known here.
    private static void ReadNames(JsonNode? node)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject json => json.Select(it => it.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (JsonNode? child in children)
        {
            ReadNames(child);
        }
    }

    // Text that is not UTF-8 is an InvalidOperationException, and a number too large for its type may be a FormatException.
    private static bool IsAbout(Exception error) =>
        error is JsonException or InvalidOperationException or FormatException or ArgumentException;

    private static string Problem(Exception error)
    {
        if (error is not JsonException json)
        {
            return "a string in it is not UTF-8, or a number is out of range";
        }
        string message = json.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');
        string problem =
            message.Contains("could not be converted to", StringComparison.Ordinal)
                ? "the value has the wrong type or is out of range"
            : message.Contains("maximum configured depth", StringComparison.Ordinal) ? "it is nested too deeply"
            : Missing().Match(message) is { Success: true } missing ? $"{missing.Groups[1].Value} is missing"
            : Unknown().Match(message) is { Success: true } unknown ? $"'{unknown.Groups[1].Value}' is unknown here"
            : Twice().Match(message) is { Success: true } twice ? $"'{twice.Groups[1].Value}' appears twice"
            : message;
        string field = json.Path is null ? "" : json.Path.TrimStart('$').TrimStart('.');
        string line = json.LineNumber is { } number && field.Length == 0 ? $"line {number + 1}: " : "";
        return field.Length == 0 ? line + problem : $"{field}: {problem}";
    }

    [GeneratedRegex("missing required properties including: (.*)$")]
    private static partial Regex Missing();

    [GeneratedRegex("The JSON property '(.*)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("Duplicate property '(.*)' encountered")]
    private static partial Regex Twice();
}
