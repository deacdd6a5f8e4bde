using System.Globalization;
using Hnsg.Measures;

namespace Hnsg.Plots.Report;

/// <summary>Numbers as a report writes them.</summary>
internal static class ReportNumbers
{
    public static string Percent(double? fraction) => fraction is { } value ? Text($"{value * 100:0.00} %") : "–";

    public static string Count(double count) => Text($"{Math.Round(count):N0}");

    public static string Small(double? value) => value is { } number ? Text($"{number:0.0000}") : "–";

    public static string Bytes(long bytes) =>
        bytes < 10_000 ? Text($"{bytes:N0} bytes") : Text($"{bytes / 1000.0:N1} kB");

    public static string Energy(EnergyModel model, Complexity complexity) =>
        Text($"{model.Joules(complexity) * 1e9:#,0.###} nJ");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
