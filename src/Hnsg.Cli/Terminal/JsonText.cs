using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hnsg.Cli.Terminal;

/// <summary>JSON on standard output, indented.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Print(JsonNode node)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, s_options))
        {
            node.WriteTo(writer);
        }
        Console.Out.Write(System.Text.Encoding.UTF8.GetString(bytes.ToArray()) + "\n");
    }
}
