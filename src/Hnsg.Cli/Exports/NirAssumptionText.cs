using System.Globalization;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Networks;
using Hnsg.Nir;

namespace Hnsg.Cli.Exports;

/// <summary>How a NIR file was read, for people and as JSON.</summary>
internal static class NirAssumptionText
{
    /// <summary>Rows of a table: name and value.</summary>
    public static IEnumerable<(string Name, string Value)> Rows(NetworkSpec spec, NirAssumptions assumptions)
    {
        yield return ("time step", $"{Text(assumptions.TimeStep)} s ({Whence(assumptions.TimeStepSource, "--dt")})");
        yield return ("steps", Text(spec.Steps));
        yield return (
            "input",
            assumptions.InputRange is { } range
                ? $"{Values.Kebab(spec.Encoding)}, a pixel of 0…255 as {Text(range.Black)}…{Text(range.White)}"
                : $"{Values.Kebab(spec.Encoding)}, a spike as 1"
        );
        yield return ("reset", $"{Values.Kebab(assumptions.Reset)} ({Whence(assumptions.ResetSource, "--reset")})");
    }

    /// <summary>The same as JSON.</summary>
    public static JsonObject Json(NetworkSpec spec, NirAssumptions assumptions) =>
        new()
        {
            ["dt"] = assumptions.TimeStep,
            ["dtSource"] = Values.Kebab(assumptions.TimeStepSource),
            ["steps"] = spec.Steps,
            ["encoding"] = Values.Kebab(spec.Encoding),
            ["black"] = assumptions.InputRange?.Black,
            ["white"] = assumptions.InputRange?.White,
            ["reset"] = Values.Kebab(assumptions.Reset),
            ["resetSource"] = Values.Kebab(assumptions.ResetSource),
        };

    private static string Whence(NirSource source, string option) =>
        source switch
        {
            NirSource.Option => $"from {option}",
            NirSource.File => "from the file",
            _ => $"default; change it with {option}",
        };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
