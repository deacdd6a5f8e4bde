using System.Text.Json;

namespace Hnsg.Export;

/// <summary>The names of a spec's choices in exported files: those of the command line, such as <c>signed-constant</c>.</summary>
internal static class SpecNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
