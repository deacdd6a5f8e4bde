using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Raster;

/// <summary>Where the panels of a spike raster are, in pixels of the figure.</summary>
internal sealed record RasterLayout
{
    public const int Width = 1200;
    public const int Height = 450;

    public const double Margin = 28;

    /// <summary>Base line of the headline.</summary>
    public const double Headline = 42;

    /// <summary>From a panel's caption down to the panel.</summary>
    public const double CaptionGap = 12;

    /// <summary>From a class name to its row.</summary>
    public const double NameGap = 9;

    private const double Top = 104;
    private const double BelowPanels = 62;
    private const double BandGap = 12;
    private const double Gap = 40;
    private const double NeuronLabels = 52;

    public required Box Picture { get; init; }

    /// <summary>One panel per hidden layer, the first on top; none without hidden layers.</summary>
    public required IReadOnlyList<Box> Hidden { get; init; }

    public required Box Output { get; init; }

    public required Box Votes { get; init; }

    public static RasterLayout Of(PictureGrid grid, int hiddenLayers, double classNames)
    {
        double room = Height - Top - BelowPanels;
        Box picture = grid.Within(new Box(Margin, Top, Width * 0.25, room));
        double bottom = Top + (picture.Height > room * 0.85 ? picture.Height : room);
        double left = picture.Right + Gap;
        double right = Width - Margin - Gap / 2;
        double votes = right - Math.Round(Width * 0.13);
        double outputEnd = votes - Gap / 2;
        double output = hiddenLayers == 0 ? left + classNames + NameGap : outputEnd - Math.Round(Width * 0.16);
        return new RasterLayout
        {
            Picture = picture,
            Hidden = Bands(left + NeuronLabels, output - classNames - NameGap - Gap, Top, bottom, hiddenLayers),
            Output = Box.Between(output, Top, outputEnd, bottom),
            Votes = Box.Between(votes, Top, right, bottom),
        };
    }

    private static Box[] Bands(double left, double right, double top, double bottom, int count)
    {
        double height = (bottom - top - BandGap * (count - 1)) / count;
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(band => new Box(left, top + band * (height + BandGap), right - left, height)),
        ];
    }
}
