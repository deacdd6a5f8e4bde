using System.Globalization;
using Hnsg.Measures;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Figures;

/// <summary>How the firing intensity is spread over the neurons of a layer.</summary>
internal static class ActivityPanel
{
    private const int Bins = 40;

    public static Panel Of(LayerActivity layer, bool output)
    {
        double highest = Math.Max(0.05, layer.Quantile(1));
        // A round end of the axis, so that bins have round edges.
        double end =
            highest <= 0.1 ? 0.1
            : highest <= 0.2 ? 0.2
            : highest <= 0.5 ? 0.5
            : 1;
        var bins = new int[Bins];
        foreach (double intensity in layer.NeuronIntensity.Where(intensity => intensity > 0))
        {
            bins[Math.Min(Bins - 1, (int)(intensity / end * Bins))]++;
        }
        string what = output ? "Output neurons" : $"Hidden neurons, layer {layer.Layer}";
        return new Panel(
            what,
            (canvas, box) =>
            {
                var chart = new Chart(
                    canvas,
                    box,
                    new Axis("firing intensity (spikes per step)", 0, end),
                    new Axis("neurons", 0, Math.Max(1, bins.Max()) * 1.15) { Whole = true }
                );
                double width = end / Bins;
                chart.Bars(bins.Select((count, b) => (b * width, (b + 0.86) * width, (double)count)), Hue.First);
                double median = layer.Quantile(0.5);
                canvas.Line(chart.X(median), chart.Area.Top, chart.X(median), chart.Area.Bottom, Hue.Second, 1.5, true);
                string note = string.Create(CultureInfo.InvariantCulture, $"median {median:0.000}");
                canvas.Text(chart.X(median) + 6, chart.Area.Top + 10, note, new TextStyle(Hue.Second, 12, Bold: true));
                string counts = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{layer.Dead:N0} of {layer.Neurons:N0} never spike, {layer.Saturated:N0} nearly always"
                );
                canvas.Text(box.Right - 6, box.Top + 8, counts, new TextStyle(Hue.Muted, 12, Anchor.End));
            }
        );
    }
}
