using System.Globalization;
using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Raster;

/// <summary>An animation of one sample: hidden neurons light up step by step, and the votes are counted.</summary>
/// <remarks>An SVG is animated in every browser, without scripts; a PNG shows the last step.</remarks>
internal static class SpikeAnimation
{
    private const int Width = 760;
    private const int Height = 360;
    private const double Top = 78;
    private const double Bottom = 300;

    /// <summary>Shows a network a sample and draws what happens.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">The sample: as many pixels as the network has inputs, row by row, 0…255.</param>
    /// <param name="sample">Index of the sample in its set, at least 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public static Figure Of(TrainedNetwork network, ReadOnlySpan<byte> pixels, int sample = 0)
    {
        SpikeRecording recording = SpikeRecorder.Record(network, pixels, sample);
        double[] values = [.. pixels.ToArray().Select(p => p / 255.0)];
        return new Figure(
            $"Spikes step by step: {RasterHeadline.Of(network, recording, null)}",
            Width,
            Height,
            canvas => Draw(canvas, network, recording, values)
        );
    }

    private static void Draw(FigureCanvas canvas, TrainedNetwork network, SpikeRecording recording, double[] values)
    {
        PictureGrid grid = PictureGrid.Of(network);
        Box picture = grid.Within(new Box(20, Top, 200, Bottom - Top));
        var caption = new TextStyle(Hue.Ink, 13, Bold: true);
        canvas.Text(20, 32, "One sample, step by step", new TextStyle(Hue.Ink, 15, Bold: true));
        canvas.Text(picture.Left, Top - 12, "Input", caption);
        grid.Draw(canvas, picture, values, Hue.Ink);
        canvas.Frame(picture, Hue.Rule);
        var neurons = Box.Between(picture.Right + 32, Top, 540, Bottom);
        var votes = Box.Between(600, Top, Width - 44, Bottom);
        int hidden = Enumerable.Range(0, recording.Layers - 1).Sum(recording.Neurons);
        if (hidden > 0)
        {
            string count = hidden.ToString("N0", CultureInfo.InvariantCulture);
            canvas.Text(neurons.Left, Top - 12, $"{count} hidden neurons", caption);
        }
        canvas.Text(votes.Left, Top - 12, recording.ReadsMembranes ? "Membranes" : "Votes", caption);
        Places places = Places.For(neurons, hidden);
        canvas.Rects([.. Enumerable.Range(0, hidden).Select(places.Of)], Hue.Faint);
        DrawNames(canvas, network, recording, votes);
        for (int step = 0; step < recording.Steps; step++)
        {
            if (canvas is SvgCanvas svg)
            {
                svg.Raw(Begin(step, recording.Steps));
                DrawStep(canvas, recording, places, votes, step);
                svg.Raw("</g>\n");
            }
            else if (step == recording.Steps - 1)
            {
                DrawStep(canvas, recording, places, votes, step);
            }
        }
    }

    // Where animations are switched off, the last step stays.
    private static string Begin(int step, int steps)
    {
        const int hold = 3; // steps that the end is shown longer
        double frames = steps + hold;
        double seconds = Math.Clamp(frames * 0.5, 4, 12);
        bool last = step == steps - 1;
        string from = SvgCanvas.N(Math.Round(step / frames, 4), 4);
        string to = SvgCanvas.N(Math.Round((step + 1) / frames, 4), 4);
        string values =
            step == 0 ? "1;0"
            : last ? "0;1"
            : "0;1;0";
        string times =
            step == 0 ? $"0;{to}"
            : last ? $"0;{from}"
            : $"0;{from};{to}";
        return $"<g opacity=\"{(last ? 1 : 0)}\"><animate attributeName=\"opacity\" calcMode=\"discrete\" dur=\"{SvgCanvas.N(seconds)}s\" "
            + $"repeatCount=\"indefinite\" values=\"{values}\" keyTimes=\"{times}\"/>\n";
    }

    private static void DrawStep(FigureCanvas canvas, SpikeRecording recording, Places places, Box votes, int step)
    {
        var lit = new List<Box>();
        int first = 0;
        for (int layer = 0; layer < recording.Layers - 1; layer++)
        {
            lit.AddRange(recording.Spikes(layer).Where(s => s.Step == step).Select(s => places.Of(first + s.Neuron)));
            first += recording.Neurons(layer);
        }
        canvas.Rects(lit, Hue.First);
        DrawClasses(canvas, recording, votes, step);
        double left = places.Area.Left;
        double right = votes.Right;
        double done = left + (right - left) * (step + 1) / recording.Steps;
        canvas.Rect(Box.Between(left, Bottom + 22, right, Bottom + 26), Hue.Faint);
        canvas.Rect(Box.Between(left, Bottom + 22, done, Bottom + 26), Hue.Muted);
        canvas.Text(
            right,
            Bottom + 45,
            $"time step {step + 1} of {recording.Steps}",
            new TextStyle(Hue.Muted, 12.5, Anchor.End)
        );
    }

    // A bar a class, up to the step: its votes, or its membrane where output neurons never spike.
    private static void DrawClasses(FigureCanvas canvas, SpikeRecording recording, Box votes, int step)
    {
        int classes = recording.Votes.Count;
        double row = votes.Height / classes;
        double[] values = new double[classes];
        if (recording.ReadsMembranes)
        {
            for (int c = 0; c < classes; c++)
            {
                values[c] = recording.OutputMembrane(step, c);
            }
        }
        else
        {
            foreach ((_, int c) in recording.Spikes(recording.Layers - 1).Where(s => s.Step <= step))
            {
                values[c]++;
            }
        }
        Axis axis = ClassAxis(recording);
        double most = values.Max();
        foreach (bool leads in (ReadOnlySpan<bool>)[false, true])
        {
            canvas.Rects(
                [
                    .. Enumerable
                        .Range(0, classes)
                        .Where(c => values[c] != 0 && values[c] == most == leads)
                        .Select(c =>
                            Box.Between(
                                votes.Left + axis.Part(Math.Min(0, values[c])) * votes.Width,
                                votes.Top + (c + 0.2) * row,
                                votes.Left + axis.Part(Math.Max(0, values[c])) * votes.Width,
                                votes.Top + (c + 0.8) * row
                            )
                        ),
                ],
                leads ? Hue.Second : Hue.Quiet
            );
        }
    }

    private static Axis ClassAxis(SpikeRecording recording)
    {
        if (!recording.ReadsMembranes)
        {
            return new Axis("", 0, recording.Steps);
        }
        double[] all =
        [
            0,
            .. Enumerable
                .Range(0, recording.Steps)
                .SelectMany(t =>
                    Enumerable.Range(0, recording.Votes.Count).Select(c => recording.OutputMembrane(t, c))
                ),
        ];
        return new Axis("", all.Min(), Math.Max(all.Max(), all.Min() + 1e-9));
    }

    private static void DrawNames(FigureCanvas canvas, TrainedNetwork network, SpikeRecording recording, Box votes)
    {
        int classes = recording.Votes.Count;
        double row = votes.Height / classes;
        int apart = (int)Math.Ceiling(12 / row);
        var style = new TextStyle(Hue.Muted, 12, Anchor.End);
        for (int c = 0; c < classes; c += apart)
        {
            string name = style.Fit(RasterHeadline.ClassName(network, c), 54);
            canvas.Text(votes.Left - 7, votes.Top + (c + 0.5) * row + 4, name, style);
        }
        double zero = votes.Left + ClassAxis(recording).Part(0) * votes.Width;
        canvas.Line(zero, votes.Top, zero, votes.Bottom, Hue.Rule);
    }

    /// <summary>Where the neurons are: in rows of squares as large as fit.</summary>
    private readonly record struct Places(Box Area, int Columns, double Side)
    {
        public static Places For(Box area, int count)
        {
            double side = 16;
            while (side > 0.5 && Math.Floor(area.Width / side) * Math.Floor(area.Height / side) < count)
            {
                side -= 0.25;
            }
            return new Places(area, Math.Max(1, (int)(area.Width / side)), side);
        }

        public Box Of(int neuron) =>
            new(
                Area.Left + neuron % Columns * Side,
                Area.Top + neuron / Columns * Side,
                Math.Max(0.5, Side * 0.78),
                Math.Max(0.5, Side * 0.78)
            );
    }
}
