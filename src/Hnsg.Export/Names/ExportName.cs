using System.Collections.Frozen;

namespace Hnsg.Export.Names;

/// <summary>Names that may begin every file and every identifier of an export.</summary>
/// <remarks>One rule for all targets, so that a name that is good in C is good in Verilog, and under every system.</remarks>
internal static class ExportName
{
    private const int MostCharacters = 40;

    private static readonly FrozenDictionary<string, string> s_reserved = ReadReserved();

    /// <summary>Lower-case letters, digits and single underscores, starting with a letter and not ending with an underscore.</summary>
    public static bool IsPlain(string? name) =>
        name is { Length: > 0 and <= MostCharacters }
        && char.IsAsciiLetterLower(name[0])
        && name[^1] != '_'
        && !name.Contains("__", StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>Checks a name.</summary>
    /// <exception cref="OptionException">It is not a valid name, or is reserved in C, C++, Verilog or a file system.</exception>
    public static void Check(string name)
    {
        if (!IsPlain(name))
        {
            string shown =
                name is not null && name.Length <= MostCharacters && !name.Any(char.IsControl) ? $"'{name}'" : "this";
            throw new OptionException(
                "name",
                $"{shown} cannot be used as a name. Use at most {MostCharacters} lower-case letters (a to z), digits and single underscores, "
                    + "starting with a letter and not ending with an underscore"
            );
        }
        string? meaning =
            s_reserved.GetValueOrDefault(name) ?? (name.EndsWith("_t", StringComparison.Ordinal) ? "a type" : null);
        if (meaning is not null)
        {
            throw new OptionException(
                "name",
                $"'{name}' cannot be used as a name: it is {meaning}. Choose another, such as my_{name}"
            );
        }
    }

    // Lines of words, each part below what its words are: "# a keyword of C".
    private static FrozenDictionary<string, string> ReadReserved()
    {
        using Stream stream = typeof(ExportName).Assembly.GetManifestResourceStream("Reserved.txt")!;
        using var reader = new StreamReader(stream);
        var words = new Dictionary<string, string>();
        string meaning = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                meaning = line[2..];
                continue;
            }
            foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                words.Add(word, meaning);
            }
        }
        return words.ToFrozenDictionary();
    }
}
