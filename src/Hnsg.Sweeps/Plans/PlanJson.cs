using System.Text.Json;
using Hnsg.Disk;

namespace Hnsg.Sweeps.Plans;

/// <summary>JSON with comments and trailing commas, as people write it, into nodes that know their line.</summary>
internal static class PlanJson
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is missing, or no JSON; says in which line.</exception>
    public static PlanNode Read(string path)
    {
        return Parse(path, InputFile.Read(path, MaxBytes, "a plan").Span);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="InputException">It is not JSON; the message gives the line.</exception>
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
        var lines = new Lines(text);
        try
        {
            reader.Read();
            PlanNode node = Node(path, ref lines, ref reader);
            // What follows the value is looked at too.
            reader.Read();
            return node;
        }
        catch (JsonException error)
        {
            string what = error.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ');
            string kind = FileKind.Name(text) is null or "JSON" or "text" ? "" : FileKind.Sentence(text).TrimEnd('.');
            string where = kind.Length == 0 ? what : $"{what}.{kind}";
            throw PlanError.At(path, (int)(error.LineNumber ?? 0) + 1, $"this is not JSON: {where}", error);
        }
        catch (InvalidOperationException error)
        {
            throw PlanError.At(path, lines.At(reader.TokenStartIndex), "this text is not UTF-8", error);
        }
    }

    private static PlanNode Node(string path, ref Lines lines, ref Utf8JsonReader reader)
    {
        int line = lines.At(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new PlanNode(PlanNodeKind.Object, "", line)
            {
                Members = Members(path, ref lines, ref reader),
            },
            JsonTokenType.StartArray => new PlanNode(PlanNodeKind.List, "", line)
            {
                Items = Items(path, ref lines, ref reader),
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

    private static List<(string, int, PlanNode)> Members(string path, ref Lines lines, ref Utf8JsonReader reader)
    {
        var names = new HashSet<string>();
        var members = new List<(string Name, int Line, PlanNode Value)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            int line = lines.At(reader.TokenStartIndex);
            if (!names.Add(name))
            {
                throw PlanError.At(path, line, $"\"{name}\" is given twice");
            }
            reader.Read();
            members.Add((name, line, Node(path, ref lines, ref reader)));
        }
        return members;
    }

    private static List<PlanNode> Items(string path, ref Lines lines, ref Utf8JsonReader reader)
    {
        var items = new List<PlanNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Node(path, ref lines, ref reader));
        }
        return items;
    }

    /// <summary>Tells the line of one place after the other, and looks at every byte once.</summary>
    private ref struct Lines(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _at;
        private int _line = 1;

        public int At(long place)
        {
            if (place > _at)
            {
                _line += _text[_at..(int)place].Count((byte)'\n');
                _at = (int)place;
            }
            return _line;
        }
    }
}
