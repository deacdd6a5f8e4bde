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
    /// <param name="name">What is to be a name.</param>
    /// <param name="taken">Names that mean something else in this export.</param>
    /// <exception cref="OptionException">It is not valid, or taken.</exception>
    public static void Check(string name, IReadOnlySet<string> taken)
    {
        if (!IsValid(name))
        {
            throw new OptionException(
                "name",
                $"'{name}' is no name: use at most {MostCharacters} lower-case letters, digits and underscores, a letter first"
            );
        }
        if (taken.Contains(name))
        {
            throw new OptionException("name", $"'{name}' means something else in this export. Choose another name");
        }
    }
}
