using Hnsg.Engine;

namespace Hnsg.Cli.Terminal;

/// <summary>Numbers for people, independently of the culture.</summary>
internal static class Numbers
{
    public static string Percent(double? fraction) =>
        fraction is { } value ? FormattableString.Invariant($"{value * 100:F2} %") : "–";

    public static string Count(long count) => FormattableString.Invariant($"{count:N0}");

    public static string Seconds(double seconds) => FormattableString.Invariant($"{seconds:F1}");

    public static string Small(double? value) =>
        value is { } number ? FormattableString.Invariant($"{number:F4}") : "– (direct input has no spikes)";

    public static string Microjoules(double joules) => FormattableString.Invariant($"{joules * 1e6:G3} µJ");

    public static string Intensity(FiringIntensity intensity) =>
        $"hidden {Small(intensity.Hidden)}, spiking {Small(intensity.Spiking)}, all {Small(intensity.All)}";

    /// <summary>How active a network is, as a row's name and text: its spikes, or its units above 0 where it has none.</summary>
    public static string[] Activity(FiringIntensity intensity, bool spikes) =>
        spikes
            ? ["firing intensity", Intensity(intensity)]
            : ["active units", $"{Percent(intensity.Hidden)} of the hidden units per sample"];

    public static string Duration(TimeSpan time) =>
        time.TotalHours >= 1
            ? FormattableString.Invariant($"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
            : FormattableString.Invariant($"{time.Minutes}:{time.Seconds:D2}");
}
