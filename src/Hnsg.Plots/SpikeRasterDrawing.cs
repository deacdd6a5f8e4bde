using System.Globalization;
using Hnsg.Inference;
using Hnsg.Networks;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Hnsg.Plots;

/// <summary>Draws the panels of a spike raster.</summary>
internal sealed class SpikeRasterDrawing
{
    private const float WidestName = 130;
    private const float LowestTicks = 64;
    private const float LowestName = 13;

    private readonly FigurePen _pen;
    private readonly FigurePalette _palette;
    private readonly HiddenNetwork _network;
    private readonly SpikeRecording _recording;
    private readonly string[] _names;
    private readonly PictureGrid _grid;
    private readonly RasterLayout _layout;

    public SpikeRasterDrawing(FigurePen pen, FigureStyle style, HiddenNetwork network, SpikeRecording recording)
    {
        _pen = pen;
        _palette = pen.Palette;
        _network = network;
        _recording = recording;
        _grid = PictureGrid.Of(network);
        _names =
        [
            .. Enumerable
                .Range(0, recording.Votes.Count)
                .Select(c => pen.Fit(RasterHeadline.ClassName(network, c), WidestName)),
        ];
        _layout = RasterLayout.Of(style, _grid, recording.Layers - 1, _names.Max(name => pen.Width(name, bold: true)));
    }

    public void Draw(RasterHeadline headline, byte[] pixels)
    {
        DrawHeadline(headline);
        DrawPicture(pixels);
        for (int layer = 0; layer < _layout.Hidden.Count; layer++)
        {
            DrawHidden(layer);
        }
        DrawOutput();
        DrawNames();
        DrawVotes();
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private void DrawHeadline(RasterHeadline headline)
    {
        const float size = 20;
        var at = new Pixel(RasterLayout.Margin, RasterLayout.Headline);
        _pen.Write(headline.Answer, at, Alignment.MiddleLeft, _palette.Accent, size, bold: true);
        at = at.WithOffset(_pen.Width(headline.Answer + " ", size, bold: true), 0);
        _pen.Write(headline.Rest, at, Alignment.MiddleLeft, _palette.Ink, size);
    }

    private void Caption(string text, PixelRect panel) =>
        _pen.Write(
            text,
            new Pixel(panel.Left, panel.Top - RasterLayout.CaptionGap),
            Alignment.LowerLeft,
            _palette.Ink,
            bold: true
        );

    private void DrawPicture(byte[] pixels)
    {
        Caption(
            _recording.InputSpikes.Count == 0 ? "Input" : $"Input, {Number(_recording.InputSpikes.Count)} spikes",
            _layout.Picture
        );
        Plot plot = _pen.Panel(_layout.Picture);
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.FrameLineStyle.Width = 1;
            axis.TickGenerator = new EmptyTickGenerator();
        }
        plot.Axes.SetLimits(0, _grid.Columns, _grid.Rows, 0);
        plot.PlottableList.Add(new PicturePixels(pixels, _grid, _palette));
        _pen.Draw(plot);
    }

    private void DrawHidden(int layer)
    {
        PixelRect panel = _layout.Hidden[layer];
        int neurons = _recording.Neurons(layer);
        IReadOnlyList<(int Step, int Neuron)> spikes = _recording.Spikes(layer);
        bool alone = _layout.Hidden.Count == 1;
        if (layer == 0)
        {
            int total = Enumerable.Range(0, _layout.Hidden.Count).Sum(l => _recording.Spikes(l).Count);
            int all = Enumerable.Range(0, _layout.Hidden.Count).Sum(_recording.Neurons);
            Caption($"{Number(total)} spikes of {Number(all)} hidden neurons", panel);
        }
        Plot plot = _pen.Panel(panel);
        StepAxis(plot, panel, labelled: layer == _layout.Hidden.Count - 1);
        plot.Axes.SetLimitsY(-0.5, neurons - 0.5);
        if (panel.Height >= LowestTicks)
        {
            plot.Axes.Left.TickGenerator = RoundTicks.Between(0, neurons - 1, panel.Height / 40);
            string label = alone ? "hidden neuron" : $"neuron, layer {layer + 1}";
            plot.YLabel(_pen.Width(label) < panel.Height ? label : $"layer {layer + 1}");
        }
        else
        {
            plot.Axes.Left.TickGenerator = new NumericManual([neurons / 2.0], [$"layer {layer + 1}"]);
        }
        plot.PlottableList.Add(
            new Marks(spikes.Select(s => new Coordinates(s.Step + 1, s.Neuron)), 0.7, 0.7, 1.5f, _palette.Spike)
        );
        _pen.Draw(plot);
    }

    private void DrawOutput()
    {
        Caption("Output spikes", _layout.Output);
        Plot plot = _pen.Panel(_layout.Output);
        StepAxis(plot, _layout.Output, labelled: true);
        ClassAxis(plot);
        IReadOnlyList<(int Step, int Neuron)> spikes = _recording.Spikes(_recording.Layers - 1);
        foreach (bool winner in (ReadOnlySpan<bool>)[false, true])
        {
            plot.PlottableList.Add(
                new Marks(
                    spikes
                        .Where(s => s.Neuron == _recording.Class == winner)
                        .Select(s => new Coordinates(s.Step + 1, s.Neuron)),
                    0.7,
                    0.56,
                    1,
                    ColorOf(winner)
                )
            );
        }
        _pen.Draw(plot);
    }

    // The names stand once, left of both panels that have a row a class. Where rows are too low, some are left out.
    private void DrawNames()
    {
        PixelRect panel = _layout.Output;
        float row = panel.Height / _names.Length;
        int apart = (int)Math.Ceiling(LowestName / row);
        for (int c = 0; c < _names.Length; c++)
        {
            bool winner = c == _recording.Class;
            if (winner || (c % apart == 0 && Math.Abs(c - _recording.Class) >= apart))
            {
                var at = new Pixel(panel.Left - RasterLayout.NameGap, RowMiddle(c));
                Color color = winner ? _palette.Accent : _palette.Muted;
                _pen.Write(_names[c], at, Alignment.MiddleRight, color, bold: winner);
            }
        }
    }

    private void DrawVotes()
    {
        PixelRect panel = _layout.Votes;
        Caption("Votes", panel);
        Plot plot = _pen.Panel(panel);
        plot.Axes.SetLimitsX(0, _recording.Steps);
        plot.Axes.Bottom.TickGenerator = RoundTicks.Between(0, _recording.Steps, panel.Width / 32);
        plot.XLabel("output spikes");
        ClassAxis(plot);
        for (int c = 0; c < _names.Length; c++)
        {
            int votes = _recording.Votes[c];
            if (votes > 0)
            {
                var middle = new Coordinates(votes / 2.0, c);
                plot.PlottableList.Add(new Marks([middle], votes, 0.56, 1, ColorOf(c == _recording.Class)));
            }
        }
        _pen.Draw(plot);
        NumberVotes(panel);
    }

    private void NumberVotes(PixelRect panel)
    {
        float row = panel.Height / _names.Length;
        for (int c = 0; c < _names.Length && row >= LowestName; c++)
        {
            bool winner = c == _recording.Class;
            int votes = _recording.Votes[c];
            if (votes > 0)
            {
                float end = panel.Left + panel.Width * votes / _recording.Steps;
                var at = new Pixel(end + 6, RowMiddle(c));
                _pen.Write(
                    Number(votes),
                    at,
                    Alignment.MiddleLeft,
                    winner ? _palette.Accent : _palette.Muted,
                    bold: winner
                );
            }
        }
    }

    // Digits stand a little above the middle of their line.
    private float RowMiddle(int row) =>
        _layout.Output.Top + (row + 0.5f) * _layout.Output.Height / _names.Length + 1.5f;

    private Color ColorOf(bool winner) => winner ? _palette.Accent : _palette.Quiet;

    private void StepAxis(Plot plot, PixelRect panel, bool labelled)
    {
        int steps = _network.Spec.Steps;
        plot.Axes.SetLimitsX(0.5, steps + 0.5);
        plot.Axes.Bottom.TickGenerator = labelled
            ? RoundTicks.Between(1, steps, panel.Width / 22)
            : new EmptyTickGenerator();
        plot.XLabel(labelled ? "time step" : "");
    }

    // Class 0 on top, a faint line through every row.
    private void ClassAxis(Plot plot)
    {
        plot.Axes.SetLimitsY(_names.Length - 0.5, -0.5);
        plot.Axes.Left.TickGenerator = new EmptyTickGenerator();
        if (_layout.Output.Height / _names.Length >= LowestName)
        {
            for (int c = 0; c < _names.Length; c++)
            {
                plot.Add.HorizontalLine(c, 1, _palette.Faint);
            }
        }
    }
}
