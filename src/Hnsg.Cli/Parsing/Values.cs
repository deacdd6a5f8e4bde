using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;

namespace Hnsg.Cli.Parsing;

/// <summary>Options of the command line whose values are read the same way in every country.</summary>
internal static class Values
{
    public static Option<string> Text(string name, string what, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = what, Description = description };

    public static Option<int> Whole(string name, string description, params string[] aliases) =>
        Make(name, "N", description, aliases, token => ParseWhole<int>(name, token));

    public static Option<ulong> Unsigned(string name, string description) =>
        Make(name, "N", description, [], token => ParseWhole<ulong>(name, token));

    public static Option<double> Real(string name, string description, params string[] aliases) =>
        Make(name, "X", description, aliases, token => ParseReal(name, token));

    public static Option<IReadOnlyList<int>> Wholes(
        string name,
        string what,
        string description,
        bool orNone = false
    ) => Make(name, what, description, [], token => List(name, token, orNone, item => ParseWhole<int>(name, item)));

    public static Option<IReadOnlyList<double>> Reals(string name, string what, string description) =>
        Make(name, what, description, [], token => List(name, token, false, item => ParseReal(name, item)));

    public static Option<T> OneOf<T>(string name, string description)
        where T : struct, Enum => OneOf(name, description, Enum.GetValues<T>());

    /// <summary>One of some values of an enum.</summary>
    public static Option<T> OneOf<T>(string name, string description, IReadOnlyList<T> values)
        where T : struct, Enum =>
        Make(name, "NAME", Described(description, values), [], token => ParseName(name, token, values));

    /// <summary>A text that the library reads.</summary>
    public static Option<T> Parsed<T>(string name, string what, string description, Func<string, T> parse) =>
        Make(name, what, description, [], parse);

    /// <summary>A list of names, each looked up by the library.</summary>
    public static Option<IReadOnlyList<T>> Names<T>(
        string name,
        string what,
        string description,
        IEnumerable<string> known,
        Func<string, T> find
    ) => Make(name, what, $"{description}: {string.Join(", ", known)}.", [], token => List(name, token, false, find));

    public static Option<IReadOnlyList<T>> SomeOf<T>(string name, string what, string description)
        where T : struct, Enum =>
        Make(
            name,
            what,
            Described(description, Enum.GetValues<T>()),
            [],
            token => List(name, token, false, item => ParseName(name, item, Enum.GetValues<T>()))
        );

    /// <summary>The name of a value, such as <c>delayed-subtract</c>.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static Option<T> Make<T>(
        string name,
        string what,
        string description,
        string[] aliases,
        Func<string, T> parse
    ) =>
        new(name, aliases)
        {
            HelpName = what,
            Description = description,
            CustomParser = result => Parse(result, name, what, parse),
        };

    private static T? Parse<T>(ArgumentResult result, string name, string what, Func<string, T> parse)
    {
        if (result.Tokens.Count != 1)
        {
            string list = what.Contains(',', StringComparison.Ordinal) ? ", with the values separated by commas" : "";
            result.AddError($"{name} is given {result.Tokens.Count} times. Give it once{list}");
            return default;
        }
        try
        {
            return parse(result.Tokens[0].Value);
        }
        catch (OptionException error)
        {
            result.AddError($"--{error.Message}");
            return default;
        }
    }

    private static T ParseWhole<T>(string name, string token)
        where T : struct, System.Numerics.IBinaryInteger<T> =>
        T.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw new OptionException(Bare(name), $"'{token}' is not a whole number, or is too large");

    private static double ParseReal(string name, string token) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new OptionException(Bare(name), $"'{token}' is not a number such as 0.1 or 1e-3");

    private static T ParseName<T>(string name, string token, IReadOnlyList<T> values)
        where T : struct, Enum
    {
        foreach (T value in values)
        {
            if (Kebab(value) == token)
            {
                return value;
            }
        }
        throw UnknownName.Error(Bare(name), token, [.. values.Select(Kebab)]);
    }

    private static IReadOnlyList<T> List<T>(string name, string token, bool orNone, Func<string, T> item) =>
        orNone && token == "none" ? []
        : string.IsNullOrWhiteSpace(token)
            ? throw new OptionException(Bare(name), "no value is given. Give one, or several separated by commas")
        : [.. token.Split(',').Select(part => item(part.Trim()))];

    private static string Described<T>(string description, IReadOnlyList<T> values)
        where T : struct, Enum => $"{description}: {string.Join(", ", values.Select(Kebab))}.";

    private static string Bare(string name) => name.TrimStart('-');
}
