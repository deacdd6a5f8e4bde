using System.Globalization;
using Hnsg.Measures;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Figures;

/// <summary>Whether a network is right as often as it is sure.</summary>
internal static class CalibrationPanel
{
    public static Panel Of(Measurement measured)
    {
        Calibration calibration = measured.Calibration;
        string confidence = measured.ReadsMembranes ? "mean membranes" : "votes";
        return new Panel(
            "Calibration",
            (canvas, box) =>
            {
                var chart = new Chart(
                    canvas,
                    box,
                    new Axis($"confidence: softmax of the {confidence} (%)", 0, 100),
                    new Axis("accuracy (%)", 0, 100)
                );
                int most = Math.Max(1, calibration.Reliability.Max(bin => bin.Samples));
                foreach (CalibrationBin bin in calibration.Reliability.Where(bin => bin.Samples > 0))
                {
                    double gap = (bin.To - bin.From) * 6;
                    // Paler where few samples are behind it.
                    double weight = 0.25 + 0.75 * Math.Sqrt((double)bin.Samples / most);
                    chart.Bars(
                        [(bin.From * 100 + gap, bin.To * 100 - gap, bin.Accuracy * 100)],
                        new Tint(Hue.First, weight)
                    );
                }
                canvas.Line(chart.X(0), chart.Y(0), chart.X(100), chart.Y(100), Hue.Second, 1.5, dashed: true);
                string note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected error {calibration.Error * 100:0.00} %; pale: few samples"
                );
                canvas.Text(box.Right - 6, box.Top + 8, note, new TextStyle(Hue.Muted, 12, Anchor.End));
            }
        );
    }
}
