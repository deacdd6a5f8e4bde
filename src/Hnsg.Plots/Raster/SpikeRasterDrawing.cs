using System.Globalization;
using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Raster;

/// <summary>Draws the panels of a spike raster.</summary>
internal sealed class SpikeRasterDrawing
{
    private const double WidestName = 130;
    private const double LowestTicks = 64;
    private const double LowestName = 13;
    private const double MarkWidth = 0.7;

    private static readonly TextStyle s_label = new(Hue.Muted, 12.5);

    private readonly FigureCanvas _canvas;
    private readonly SpikeRecording _recording;
    private readonly string[] _names;
    private readonly PictureGrid _grid;
    private readonly RasterLayout _layout;

    public SpikeRasterDrawing(FigureCanvas canvas, TrainedNetwork network, SpikeRecording recording)
    {
        _canvas = canvas;
        _recording = recording;
        _grid = PictureGrid.Of(network);
        _names =
        [
            .. Enumerable
                .Range(0, recording.Votes.Count)
                .Select(c => Name(winner: true).Fit(RasterHeadline.ClassName(network, c), WidestName)),
        ];
        _layout = RasterLayout.Of(_grid, recording.Layers - 1, _names.Max(Name(winner: true).Width));
    }

    public void Draw(RasterHeadline headline, byte[] pixels)
    {
        DrawHeadline(headline);
        DrawPicture(pixels);
        for (int layer = 0; layer < _layout.Hidden.Count; layer++)
        {
            DrawHidden(layer);
        }
        DrawNames();
        if (_recording.ReadsMembranes)
        {
            DrawMembranes();
            DrawLastMembranes();
        }
        else
        {
            DrawOutput();
            DrawVotes();
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static TextStyle Name(bool winner) => new(winner ? Hue.Second : Hue.Muted, 13, Anchor.End, Bold: winner);

    private void DrawHeadline(RasterHeadline headline)
    {
        var answer = new TextStyle(Hue.Second, 20, Bold: true);
        _canvas.Text(RasterLayout.Margin, RasterLayout.Headline, headline.Answer, answer);
        double after = RasterLayout.Margin + answer.Width(headline.Answer) + 8;
        _canvas.Text(after, RasterLayout.Headline, headline.Rest, new TextStyle(Hue.Ink, 20));
    }

    private void Caption(string text, Box panel) =>
        _canvas.Text(panel.Left, panel.Top - RasterLayout.CaptionGap, text, new TextStyle(Hue.Ink, 13, Bold: true));

    private void DrawPicture(byte[] pixels)
    {
        int spikes = _recording.InputSpikes.Count;
        Caption(spikes == 0 ? "Input" : $"Input, {Number(spikes)} spikes", _layout.Picture);
        _grid.Draw(_canvas, _layout.Picture, [.. pixels.Select(p => p / 255.0)], Hue.Ink);
        _canvas.Frame(_layout.Picture, Hue.Rule);
    }

    private void DrawHidden(int layer)
    {
        Box panel = _layout.Hidden[layer];
        int neurons = _recording.Neurons(layer);
        bool alone = _layout.Hidden.Count == 1;
        if (layer == 0)
        {
            int total = Enumerable.Range(0, _layout.Hidden.Count).Sum(l => _recording.Spikes(l).Count);
            int all = Enumerable.Range(0, _layout.Hidden.Count).Sum(_recording.Neurons);
            string what = alone ? "hidden neurons" : $"hidden neurons in {_layout.Hidden.Count} layers";
            Caption($"{Number(total)} spikes of {Number(all)} {what}", panel);
        }
        StepAxis(panel, labelled: layer == _layout.Hidden.Count - 1);
        DrawNeuronTicks(panel, neurons, layer);
        double row = panel.Height / neurons;
        Marks(_recording.Spikes(layer), panel, neurons, Math.Max(1.5, row * MarkWidth), Hue.First);
    }

    private void DrawNeuronTicks(Box panel, int neurons, int layer)
    {
        _canvas.Line(panel.Left, panel.Top, panel.Left, panel.Bottom, Hue.Rule);
        TextStyle right = s_label with { Anchor = Anchor.End };
        if (panel.Height < LowestTicks)
        {
            _canvas.Text(panel.Left - 6, panel.MiddleY + 4, $"layer {layer + 1}", right with { Size = 11 });
            return;
        }
        foreach ((double at, string label) in new Axis("", 0, neurons - 1) { Whole = true }.Ticks(panel.Height / 40))
        {
            double y = panel.Top + (at + 0.5) / neurons * panel.Height;
            _canvas.Line(panel.Left - 4, y, panel.Left, y, Hue.Rule);
            _canvas.Text(panel.Left - 8, y + 4, label, right);
        }
    }

    private void DrawOutput()
    {
        Caption("Output spikes", _layout.Output);
        StepAxis(_layout.Output, labelled: true);
        _canvas.Line(_layout.Output.Left, _layout.Output.Top, _layout.Output.Left, _layout.Output.Bottom, Hue.Rule);
        ClassRows(_layout.Output);
        IReadOnlyList<(int Step, int Neuron)> spikes = _recording.Spikes(_recording.Layers - 1);
        double height = _layout.Output.Height / _names.Length * 0.56;
        foreach (bool winner in (ReadOnlySpan<bool>)[false, true])
        {
            Marks(
                [.. spikes.Where(s => s.Neuron == _recording.Class == winner)],
                _layout.Output,
                _names.Length,
                height,
                HueOf(winner)
            );
        }
    }

    // Output neurons that never spike: their membranes step by step, up from the line of the class where they are above 0.
    private void DrawMembranes()
    {
        Box panel = _layout.Output;
        Caption("Output membranes", panel);
        StepAxis(panel, labelled: true);
        _canvas.Line(panel.Left, panel.Top, panel.Left, panel.Bottom, Hue.Rule);
        ClassRows(panel);
        double row = panel.Height / _names.Length;
        double step = panel.Width / _recording.Steps;
        (int Step, int Class)[] all =
        [
            .. Enumerable
                .Range(0, _recording.Steps)
                .SelectMany(t => Enumerable.Range(0, _names.Length).Select(c => (t, c))),
        ];
        double highest = Math.Max(1e-9, all.Max(at => Math.Abs(_recording.OutputMembrane(at.Step, at.Class))));
        foreach (bool winner in (ReadOnlySpan<bool>)[false, true])
        {
            _canvas.Rects([.. all.Where(at => at.Class == _recording.Class == winner).Select(Bar)], HueOf(winner));
        }

        Box Bar((int Step, int Class) at)
        {
            double height = _recording.OutputMembrane(at.Step, at.Class) / highest * row * 0.48;
            double zero = panel.Top + (at.Class + 0.5) * row;
            double left = panel.Left + (at.Step + (1 - MarkWidth) / 2) * step;
            return Box.Between(
                left,
                Math.Min(zero, zero - height),
                left + step * MarkWidth,
                Math.Max(zero, zero - height)
            );
        }
    }

    private void DrawLastMembranes()
    {
        Box panel = _layout.Votes;
        Caption("Final membranes", panel);
        double[] last =
        [
            .. Enumerable.Range(0, _names.Length).Select(c => _recording.OutputMembrane(_recording.Steps - 1, c)),
        ];
        var axis = Axis.Around("", [.. last, 0]);
        double row = panel.Height / _names.Length;
        double zero = X(0);
        ClassRows(panel);
        _canvas.Line(zero, panel.Top, zero, panel.Bottom, Hue.Rule);
        _canvas.Line(panel.Left, panel.Bottom, panel.Right, panel.Bottom, Hue.Rule);
        foreach ((double at, string label) in axis.Ticks(panel.Width / 40))
        {
            Tick(X(at), panel.Bottom, label);
        }
        _canvas.Text(panel.Right, panel.Bottom + 38, "thresholds", s_label with { Anchor = Anchor.End });
        for (int c = 0; c < last.Length; c++)
        {
            double top = panel.Top + (c + 0.22) * row;
            var bar = Box.Between(Math.Min(zero, X(last[c])), top, Math.Max(zero, X(last[c])), top + row * 0.56);
            _canvas.Rect(bar, HueOf(c == _recording.Class));
            if (row >= LowestName && last[c] > 0)
            {
                string text = last[c].ToString("0.00", CultureInfo.InvariantCulture);
                TextStyle style = Name(c == _recording.Class) with { Anchor = Anchor.Start };
                _canvas.Text(bar.Right + 6, BaseLine(c), text, style);
            }
        }

        double X(double value) => panel.Left + axis.Part(value) * panel.Width;
    }

    private void Marks(IReadOnlyList<(int Step, int Neuron)> spikes, Box panel, int rows, double height, Hue hue)
    {
        double step = panel.Width / _recording.Steps;
        double row = panel.Height / rows;
        _canvas.Rects(
            [
                .. spikes.Select(s => new Box(
                    panel.Left + (s.Step + (1 - MarkWidth) / 2) * step,
                    panel.Top + (s.Neuron + 0.5) * row - height / 2,
                    step * MarkWidth,
                    height
                )),
            ],
            hue
        );
    }

    // The names stand once, left of both panels that have a row a class. Where rows are too low, some are left out.
    private void DrawNames()
    {
        Box panel = _layout.Output;
        int apart = (int)Math.Ceiling(LowestName / (panel.Height / _names.Length));
        for (int c = 0; c < _names.Length; c++)
        {
            bool winner = c == _recording.Class;
            if (winner || (c % apart == 0 && Math.Abs(c - _recording.Class) >= apart))
            {
                _canvas.Text(panel.Left - RasterLayout.NameGap, BaseLine(c), _names[c], Name(winner));
            }
        }
    }

    private void DrawVotes()
    {
        Box panel = _layout.Votes;
        Caption("Votes", panel);
        double row = panel.Height / _names.Length;
        double step = panel.Width / _recording.Steps;
        ClassRows(panel);
        _canvas.Line(panel.Left, panel.Top, panel.Left, panel.Bottom, Hue.Rule);
        _canvas.Line(panel.Left, panel.Bottom, panel.Right, panel.Bottom, Hue.Rule);
        foreach (
            (double at, string label) in new Axis("", 0, _recording.Steps) { Whole = true }.Ticks(panel.Width / 32)
        )
        {
            Tick(panel.Left + at * step, panel.Bottom, label);
        }
        _canvas.Text(panel.Right, panel.Bottom + 38, "output spikes", s_label with { Anchor = Anchor.End });
        for (int c = 0; c < _names.Length; c++)
        {
            bool winner = c == _recording.Class;
            int votes = _recording.Votes[c];
            if (votes > 0)
            {
                var bar = new Box(panel.Left, panel.Top + (c + 0.22) * row, votes * step, row * 0.56);
                _canvas.Rect(bar, HueOf(winner));
                if (row >= LowestName)
                {
                    TextStyle style = Name(winner) with { Anchor = Anchor.Start };
                    _canvas.Text(bar.Right + 6, BaseLine(c), Number(votes), style);
                }
            }
        }
    }

    private double BaseLine(int row) => _layout.Output.Top + (row + 0.5) * _layout.Output.Height / _names.Length + 4.5;

    private static Hue HueOf(bool winner) => winner ? Hue.Second : Hue.Quiet;

    private void StepAxis(Box panel, bool labelled)
    {
        _canvas.Line(panel.Left, panel.Bottom, panel.Right, panel.Bottom, Hue.Rule);
        if (!labelled)
        {
            return;
        }
        double step = panel.Width / _recording.Steps;
        foreach (
            (double at, string label) in new Axis("", 1, _recording.Steps) { Whole = true }.Ticks(panel.Width / 24)
        )
        {
            Tick(panel.Left + (at - 0.5) * step, panel.Bottom, label);
        }
        _canvas.Text(panel.Right, panel.Bottom + 38, "time step", s_label with { Anchor = Anchor.End });
    }

    private void Tick(double x, double y, string label)
    {
        _canvas.Line(x, y, x, y + 4, Hue.Rule);
        _canvas.Text(x, y + 18, label, s_label with { Anchor = Anchor.Middle });
    }

    // Class 0 on top, a faint line through every row.
    private void ClassRows(Box panel)
    {
        double row = panel.Height / _names.Length;
        if (row < LowestName)
        {
            return;
        }
        _canvas.Lines(
            [
                .. Enumerable
                    .Range(0, _names.Length)
                    .Select(c =>
                        (IReadOnlyList<(double, double)>)
                            [(panel.Left, panel.Top + (c + 0.5) * row), (panel.Right, panel.Top + (c + 0.5) * row)]
                    ),
            ],
            Hue.Faint
        );
    }
}
