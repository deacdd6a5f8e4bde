using System.CommandLine;
using System.CommandLine.Parsing;
using static System.Text.Encoding;

namespace Hnsg.Cli.Parsing;

/// <summary>Options and arguments that name files and folders: what can be no path anywhere is refused before any work.</summary>
internal static class Paths
{
    // Those of Linux. Other systems allow less, and say so when the path is used.
    private const int MostNameBytes = 255;
    private const int MostBytes = 4095;

    /// <summary>The option, whose values are checked.</summary>
    public static Option<T> AsPath<T>(this Option<T> option)
    {
        option.Validators.Add(result => Check(result, result.Tokens, option.Name));
        return option;
    }

    /// <summary>The argument, whose values are checked.</summary>
    public static Argument<T> AsPath<T>(this Argument<T> argument)
    {
        argument.Validators.Add(result => Check(result, result.Tokens, argument.Name));
        return argument;
    }

    /// <summary>Why a text can be no path; null where it can.</summary>
    public static string? Fault(string path) =>
        path.Length == 0 ? "the name is empty. Name a file or a folder"
        : string.IsNullOrWhiteSpace(path) ? "the name is blank. Name a file or a folder"
        : path.Contains('\0', StringComparison.Ordinal)
            ? "the name contains a null character, which no file name may have"
        : UTF8.GetByteCount(path) > MostBytes
            ? $"the path is longer than {MostBytes:N0} bytes, the most the system allows"
        : path.Split('/').Any(part => UTF8.GetByteCount(part) > MostNameBytes)
            ? $"a name in the path is longer than {MostNameBytes} bytes, the most the system allows"
        : null;

    private static void Check(SymbolResult result, IReadOnlyList<Token> tokens, string name)
    {
        foreach (Token token in tokens)
        {
            if (Fault(token.Value) is { } fault)
            {
                result.AddError($"{name}: {fault}");
                return;
            }
        }
    }
}
