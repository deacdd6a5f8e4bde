namespace Hnsg.Export;

/// <summary>Names that may begin every name of an exported program.</summary>
internal static class CName
{
    private const int MostCharacters = 40;

    /// <summary>Lower-case letters, digits and underscores, with a letter first: good in C, Verilog and file names.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MostCharacters }
        && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>Checks a name.</summary>
    /// <exception cref="OptionException">It is not valid.</exception>
    public static string Check(string name) =>
        IsValid(name)
            ? name
            : throw new OptionException(
                "name",
                $"'{name}' is no name: use at most {MostCharacters} lower-case letters, digits and underscores, a letter first"
            );
}
