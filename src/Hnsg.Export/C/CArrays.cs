using System.Globalization;
using System.Text;

namespace Hnsg.Export.C;

/// <summary>Arrays as C text.</summary>
internal static class CArrays
{
    /// <summary>Words in hex.</summary>
    public static string Words(string name, IReadOnlyList<uint> words) =>
        Array("uint32_t", name, $"{words.Count}", words.Select(word => $"0x{word:x8}"), 8);

    /// <summary>Whole numbers.</summary>
    public static string Numbers<T>(string type, string name, string size, IEnumerable<T> values)
        where T : IFormattable =>
        Array(type, name, size, values.Select(value => value.ToString(null, CultureInfo.InvariantCulture)), 24);

    private static string Array(string type, string name, string size, IEnumerable<string> values, int perLine)
    {
        var text = new StringBuilder($"static const {type} {name}[{size}] = {{\n");
        foreach (string[] line in values.Chunk(perLine))
        {
            text.Append("    ").AppendJoin(", ", line).Append(",\n");
        }
        return text.Append("};\n").ToString();
    }
}
