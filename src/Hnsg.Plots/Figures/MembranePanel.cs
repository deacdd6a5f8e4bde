using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Plots.Drawing;
using Hnsg.Plots.Raster;

namespace Hnsg.Plots.Figures;

/// <summary>Membranes of a few neurons while one sample is shown, with threshold and spikes.</summary>
internal static class MembranePanel
{
    /// <summary>Makes the panel.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">The sample.</param>
    /// <param name="sample">Index of the sample in its set.</param>
    public static Panel Of(HiddenNetwork network, ReadOnlySpan<byte> pixels, int sample)
    {
        MembraneRecording membranes = MembraneRecorder.Record(network, pixels, sample);
        SpikeRecording spikes = SpikeRecorder.Record(network, pixels, sample);
        (int Layer, int Neuron, string Name)[] shown = [.. Chosen(network, membranes, spikes)];
        return new Panel(
            "Membranes of one sample",
            (canvas, box) =>
            {
                canvas.Text(
                    box.Left,
                    box.Top + 8,
                    "membrane (in thresholds); dashed: threshold, dot: spike",
                    new TextStyle(Hue.Muted, 12)
                );
                double height = (box.Height - 20 - 36) / shown.Length;
                for (int i = 0; i < shown.Length; i++)
                {
                    var row = new Box(box.Left, box.Top + 20 + i * height, box.Width, height - 12);
                    DrawRow(canvas, row, network, membranes, shown[i], last: i == shown.Length - 1);
                }
            }
        );
    }

    // Of each hidden layer the neuron that spikes most and the silent one that comes nearest; of the output the two first.
    private static IEnumerable<(int, int, string)> Chosen(
        HiddenNetwork network,
        MembraneRecording membranes,
        SpikeRecording spikes
    )
    {
        int output = spikes.Layers - 1;
        for (int layer = 0; layer < Math.Min(output, 3); layer++)
        {
            int[] counts = new int[spikes.Neurons(layer)];
            foreach ((_, int neuron) in spikes.Spikes(layer))
            {
                counts[neuron]++;
            }
            int[] order = [.. Enumerable.Range(0, counts.Length).OrderByDescending(j => counts[j]).ThenBy(j => j)];
            string where = output == 1 ? "hidden" : $"layer {layer + 1},";
            yield return (layer, order[0], $"{where} {order[0]}");
            int few = order.LastOrDefault(j => counts[j] > 0, order[0]);
            if (few != order[0])
            {
                yield return (layer, few, $"{where} {few}");
            }
            int silent = order.Where(j => counts[j] == 0).DefaultIfEmpty(-1).MaxBy(Highest);
            if (silent >= 0)
            {
                yield return (layer, silent, $"{where} {silent}");
            }

            int Highest(int neuron) =>
                neuron < 0 ? 0 : Enumerable.Range(0, membranes.Steps).Max(t => membranes.Before(layer, t, neuron));
        }
        foreach (
            int c in Enumerable
                .Range(0, spikes.Votes.Count)
                .OrderByDescending(c => c == spikes.Class)
                .ThenByDescending(c => spikes.Votes[c])
                .ThenByDescending(c => membranes.After(output, membranes.Steps - 1, c))
                .Take(2)
        )
        {
            yield return (output, c, $"output {RasterHeadline.ClassName(network, c)}");
        }
    }

    private static void DrawRow(
        FigureCanvas canvas,
        Box row,
        HiddenNetwork network,
        MembraneRecording membranes,
        (int Layer, int Neuron, string Name) shown,
        bool last
    )
    {
        (int layer, int neuron, string name) = shown;
        double threshold = Math.Max(1, network.Spec.Threshold(layer));
        var points = new List<(double X, double Y)> { (0, 0) };
        var fired = new List<(double X, double Y)>();
        for (int t = 0; t < membranes.Steps; t++)
        {
            points.Add((t + 1, membranes.Before(layer, t, neuron) / threshold));
            if (membranes.Spiked(layer, t, neuron))
            {
                fired.Add(points[^1]);
            }
            points.Add((t + 1, membranes.After(layer, t, neuron) / threshold));
        }
        const double names = 112;
        double min = Math.Min(-0.2, points.Min(p => p.Y));
        double max = Math.Max(1.25, points.Max(p => p.Y) * 1.05);
        double X(double step) => row.Left + names + step / membranes.Steps * (row.Width - names - 6);
        double Y(double value) => row.Bottom - (value - min) / (max - min) * row.Height;
        Hue hue = layer == network.Spec.Layers.Count - 1 ? Hue.Second : Hue.First;
        var label = new TextStyle(Hue.Ink, 12);
        canvas.Text(row.Left, row.MiddleY + 4, label.Fit(name, names - 26), label);
        // Where the membrane goes far beyond the threshold, 0 and 1 would lie on top of each other.
        IReadOnlyList<(double At, string Label)> ticks =
            Y(0) - Y(1) >= 13 ? [(0, "0"), (1, "1")] : new Axis("", min, max).Ticks(row.Height / 18);
        foreach ((double at, string text) in ticks)
        {
            canvas.Text(X(0) - 6, Y(at) + 4, text, new TextStyle(Hue.Muted, 12, Anchor.End));
        }
        canvas.Line(X(0), Y(0), X(membranes.Steps), Y(0), Hue.Faint);
        if (network.Spec.Layers[layer].Lif.Reset != ResetKind.None)
        {
            canvas.Line(X(0), Y(1), X(membranes.Steps), Y(1), Hue.Quiet, 1, dashed: true);
        }
        canvas.Lines(
            [
                [.. points.Select(p => (X(p.X), Y(p.Y)))],
            ],
            hue,
            1.6
        );
        canvas.Dots([.. fired.Select(p => (X(p.X), Y(p.Y)))], 3.2, hue);
        if (last)
        {
            double bottom = row.Bottom + 6;
            canvas.Line(X(0), bottom, X(membranes.Steps), bottom, Hue.Rule);
            foreach ((double at, string text) in new Axis("", 0, membranes.Steps) { Whole = true }.Ticks(6))
            {
                canvas.Line(X(at), bottom, X(at), bottom + 4, Hue.Rule);
                canvas.Text(X(at), bottom + 17, text, new TextStyle(Hue.Muted, 12, Anchor.Middle));
            }
            canvas.Text(X(membranes.Steps), bottom + 33, "time step", new TextStyle(Hue.Muted, 12.5, Anchor.End));
        }
    }
}
