using ScottPlot;

namespace Hnsg.Plots;

/// <summary>Where the panels of a spike raster are, in pixels of the figure.</summary>
internal sealed record RasterLayout
{
    public const float Margin = 28;

    /// <summary>Middle of the headline.</summary>
    public const float Headline = 36;

    /// <summary>From a panel's caption down to the panel.</summary>
    public const float CaptionGap = 12;

    /// <summary>From a class name to its row.</summary>
    public const float NameGap = 9;

    private const float Top = 104;
    private const float BelowPanels = 62;
    private const float BandGap = 12;
    private const float Gap = 40;
    private const float NeuronLabels = 52;

    public required PixelRect Picture { get; init; }

    /// <summary>One panel a hidden layer, the first on top; none where there is no hidden layer.</summary>
    public required IReadOnlyList<PixelRect> Hidden { get; init; }

    public required PixelRect Output { get; init; }

    public required PixelRect Votes { get; init; }

    public static RasterLayout Of(FigureStyle style, PictureGrid picture, int hiddenLayers, float classNames)
    {
        float room = style.Height - Top - BelowPanels;
        float scale = Math.Min(style.Width * 0.25f / picture.Columns, room / picture.Rows);
        scale = scale >= 1 ? MathF.Floor(scale) : scale; // whole pixels where there are enough of them
        float rows = MathF.Round(picture.Rows * scale);
        float bottom = Top + (rows > room * 0.85f ? rows : room);
        float left = Margin + MathF.Round(picture.Columns * scale) + Gap;
        float right = style.Width - Margin - Gap / 2;
        float votes = right - MathF.Round(style.Width * 0.13f);
        float outputEnd = votes - Gap / 2;
        float output = hiddenLayers == 0 ? left + classNames + NameGap : outputEnd - MathF.Round(style.Width * 0.16f);
        return new RasterLayout
        {
            Picture = new PixelRect(Margin, left - Gap, Top + rows, Top),
            Hidden = Bands(left + NeuronLabels, output - classNames - NameGap - Gap, Top, bottom, hiddenLayers),
            Output = new PixelRect(output, outputEnd, bottom, Top),
            Votes = new PixelRect(votes, right, bottom, Top),
        };
    }

    private static PixelRect[] Bands(float left, float right, float top, float bottom, int count)
    {
        float height = (bottom - top - BandGap * (count - 1)) / count;
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(band => top + band * (height + BandGap))
                .Select(start => new PixelRect(left, right, start + height, start)),
        ];
    }
}
