using Hnsg.Shared;

namespace Hnsg;

/// <summary>Text of a file or a path in a message: what could steer a terminal or hide itself is written out.</summary>
internal static class Visible
{
    /// <summary>Characters of a message at most; what a file says may be long, and a message is for people.</summary>
    private const int Most = 4_000;

    /// <summary>
    /// The text with control characters, line ends, invisible characters and marks of direction written as <c>\u001b</c>
    /// and so on, and its middle left out where it is very long.
    /// </summary>
    public static string Text(string text) =>
        ControlText.Shown(text.Length <= Most ? text : $"{text[..(Most / 2)]} … {text[^(Most / 2)..]}");
}
