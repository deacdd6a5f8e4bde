using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Hnsg.Cli.Parsing;

/// <summary>Where an option stands in a long help.</summary>
/// <param name="Heading">What it is about.</param>
/// <param name="Common">Whether most people need it: <c>--help</c> shows these, <c>--help-all</c> shows all.</param>
internal sealed record OptionPlace(Heading Heading, bool Common);

/// <summary>Places of options, noted where the options are defined.</summary>
internal static class OptionPlaces
{
    private static readonly ConditionalWeakTable<Option, OptionPlace> s_places = [];

    /// <summary>The option, which most people need, under a heading.</summary>
    public static T Common<T>(this T option, Heading heading)
        where T : Option => Under(option, new OptionPlace(heading, Common: true));

    /// <summary>The option, which few people need, under a heading.</summary>
    public static T Rare<T>(this T option, Heading heading)
        where T : Option => Under(option, new OptionPlace(heading, Common: false));

    /// <summary>The place of an option; null where none was noted.</summary>
    public static OptionPlace? Place(this Option option) =>
        s_places.TryGetValue(option, out OptionPlace? place) ? place : null;

    private static T Under<T>(T option, OptionPlace place)
        where T : Option
    {
        s_places.Add(option, place);
        return option;
    }
}
