using System.Globalization;
using System.Text;

namespace Hnsg.Export.C;

/// <summary>Arrays as C text.</summary>
/// <param name="qualifier">What makes them constant.</param>
internal sealed class CArrays(string qualifier)
{
    /// <summary>Words in hex.</summary>
    public string Words(string name, IReadOnlyList<uint> words) =>
        Array("uint32_t", name, $"{words.Count}u", words.Select(word => $"0x{word:x8}u"), 8);

    /// <summary>Whole numbers.</summary>
    public string Numbers<T>(string type, string name, string size, IEnumerable<T> values)
        where T : IFormattable =>
        Array(type, name, size, values.Select(value => value.ToString(null, CultureInfo.InvariantCulture)), 24);

    private string Array(string type, string name, string size, IEnumerable<string> values, int perLine)
    {
        var text = new StringBuilder($"static {qualifier} {type} {name}[{size}] = {{\n");
        foreach (string[] line in values.Chunk(perLine))
        {
            text.Append("    ").AppendJoin(", ", line).Append(",\n");
        }
        return text.Append("};\n").ToString();
    }
}
