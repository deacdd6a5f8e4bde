using System.Text.Json.Nodes;

namespace Hnsg.Cli.Tests.Hostile;

/// <summary>Valid JSON with one value replaced, removed or given twice: a field in each place, a value of each kind.</summary>
internal static class HostileJson
{
    private const string Mark = "@@";

    private static readonly string[] s_values =
    [
        "null",
        "true",
        "-1",
        "0",
        "1.5",
        "2147483647",
        "4294967296",
        "18446744073709551616",
        "1e308",
        "1e999",
        "-1e999",
        "NaN",
        "\"\"",
        "\"x\"",
        "\"\\u001b[31m\\u0000\\u202e\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[null]",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        $"\"{new string('a', 100_000)}\"",
        $"[{string.Join(',', Enumerable.Repeat("1", 20_000))}]",
        $"[{string.Join(',', Enumerable.Repeat("65535", 16))}]",
        $"{{{string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"f{i}\":{i}"))}}}",
    ];

    /// <summary>So many of all that can be done, always the same ones.</summary>
    /// <param name="valid">The JSON.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which ones.</param>
    public static IEnumerable<HostileInput> Of(string valid, int count, int seed)
    {
        var random = new Random(seed);
        string[] paths = [.. Paths(JsonNode.Parse(valid)!)];
        for (int i = 0; i < count; i++)
        {
            JsonNode root = JsonNode.Parse(valid)!;
            // Every field has its turn, then again with another value.
            string path = paths[i % paths.Length];
            string value = s_values[random.Next(s_values.Length)];
            int kind = random.Next(8);
            (JsonNode parent, string key) = Place(root, path);
            string name = $"{path} is {(value.Length > 40 ? value[..40] + "…" : value)}";
            if (kind == 0 && parent is JsonObject from)
            {
                from.Remove(key);
                name = $"{path} is not there";
            }
            else if (parent is JsonObject { } into)
            {
                into[key] = Mark;
            }
            else
            {
                parent.AsArray()[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] = Mark;
            }
            string text = root.ToJsonString();
            if (kind == 1 && parent is JsonObject)
            {
                text = text.Replace(
                    $"\"{key}\":\"{Mark}\"",
                    $"\"{key}\":{value},\"{key}\":{value}",
                    StringComparison.Ordinal
                );
                name = $"{path} is there twice";
            }
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(
                text.Replace($"\"{Mark}\"", value, StringComparison.Ordinal)
            );
            if (kind == 2)
            {
                bytes = bytes[..random.Next(bytes.Length)];
                name += ", cut off";
            }
            else if (kind == 3)
            {
                bytes[random.Next(bytes.Length)] = 0xff;
                name += ", not UTF-8";
            }
            yield return new HostileInput($"JSON {i}: {name}", bytes);
        }
    }

    // Of every value below the root, keys separated by slashes.
    private static IEnumerable<string> Paths(JsonNode node)
    {
        IEnumerable<(string Key, JsonNode? Value)> children = node switch
        {
            JsonObject json => json.Select(it => (it.Key, it.Value)),
            JsonArray list => list.Select((it, i) => ($"{i}", it)),
            _ => [],
        };
        foreach ((string key, JsonNode? value) in children)
        {
            yield return key;
            foreach (string inner in value is null ? [] : Paths(value))
            {
                yield return $"{key}/{inner}";
            }
        }
    }

    private static (JsonNode Parent, string Key) Place(JsonNode root, string path)
    {
        string[] keys = path.Split('/');
        JsonNode parent = root;
        foreach (string key in keys[..^1])
        {
            parent = parent is JsonArray list
                ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]!
                : parent[key]!;
        }
        return (parent, keys[^1]);
    }
}
