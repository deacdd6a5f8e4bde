using System.Text.Json;
using Hnsg.Files;

namespace Hnsg.Sweeps.Plans;

/// <summary>JSON with comments and trailing commas, as people write it, into nodes that know their line.</summary>
internal static class PlanJson
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is missing, or no JSON; says in which line.</exception>
    public static PlanNode Read(string path)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
        if (text.Length > MaxBytes)
        {
            throw new InputException(path, $"it has {text.Length:N0} bytes; a plan has at most {MaxBytes:N0}");
        }
        return Parse(path, text);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="InputException">It is no JSON; says in which line.</exception>
    public static PlanNode Parse(string path, ReadOnlySpan<byte> text)
    {
        if (text.StartsWith(System.Text.Encoding.UTF8.Preamble))
        {
            text = text[System.Text.Encoding.UTF8.Preamble.Length..];
        }
        var reader = new Utf8JsonReader(
            text,
            new JsonReaderOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
                MaxDepth = 16,
            }
        );
        try
        {
            reader.Read();
            PlanNode node = Node(path, text, ref reader);
            // What follows the value is looked at too.
            reader.Read();
            return node;
        }
        catch (JsonException error)
        {
            string what = error.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ');
            throw PlanError.At(path, (int)(error.LineNumber ?? 0) + 1, $"this is no JSON: {what}", error);
        }
        catch (InvalidOperationException error)
        {
            throw PlanError.At(path, Line(text, reader.TokenStartIndex), "this text is not UTF-8", error);
        }
    }

    private static PlanNode Node(string path, ReadOnlySpan<byte> text, ref Utf8JsonReader reader)
    {
        int line = Line(text, reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new PlanNode(PlanNodeKind.Object, "", line)
            {
                Members = Members(path, text, ref reader),
            },
            JsonTokenType.StartArray => new PlanNode(PlanNodeKind.List, "", line)
            {
                Items = Items(path, text, ref reader),
            },
            JsonTokenType.String => new PlanNode(PlanNodeKind.Text, reader.GetString()!, line),
            JsonTokenType.Number => new PlanNode(
                PlanNodeKind.Number,
                System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
                line
            ),
            JsonTokenType.True => new PlanNode(PlanNodeKind.Switch, "true", line),
            JsonTokenType.False => new PlanNode(PlanNodeKind.Switch, "false", line),
            _ => new PlanNode(PlanNodeKind.Null, "", line),
        };
    }

    private static List<(string, int, PlanNode)> Members(
        string path,
        ReadOnlySpan<byte> text,
        ref Utf8JsonReader reader
    )
    {
        var members = new List<(string Name, int Line, PlanNode Value)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            int line = Line(text, reader.TokenStartIndex);
            if (members.Any(member => member.Name == name))
            {
                throw PlanError.At(path, line, $"\"{name}\" is given twice");
            }
            reader.Read();
            members.Add((name, line, Node(path, text, ref reader)));
        }
        return members;
    }

    private static List<PlanNode> Items(string path, ReadOnlySpan<byte> text, ref Utf8JsonReader reader)
    {
        var items = new List<PlanNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Node(path, text, ref reader));
        }
        return items;
    }

    private static int Line(ReadOnlySpan<byte> text, long at) => text[..(int)at].Count((byte)'\n') + 1;
}
