using System.Text.Json;

namespace Hnsg.Export;

/// <summary>The names of a spec's choices in exported files: those of the command line, such as <c>signed-constant</c>.</summary>
internal static class SpecNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Makes sure that a choice is one that there is.</summary>
    /// <exception cref="OptionException">It is not.</exception>
    public static void Check<T>(string option, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new OptionException(option, $"{value} is not a possible value");
        }
    }
}
