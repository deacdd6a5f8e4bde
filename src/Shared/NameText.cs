namespace Hnsg;

/// <summary>Names that a model file holds: of data sets, classes and methods.</summary>
internal static class NameText
{
    /// <summary>Characters of a name at most.</summary>
    public const int MostCharacters = 200;

    /// <summary>Whether a name can be shown as it is: not too long, and no control characters, which could steer a terminal.</summary>
    public static bool IsPrintable(string text) => text.Length <= MostCharacters && !text.Any(char.IsControl);

    /// <summary>The text cut short.</summary>
    public static string Short(string text) => text.Length > MostCharacters ? text[..MostCharacters] + "…" : text;
}
