using Hnsg.Networks;

namespace Hnsg.Plots;

/// <summary>How the inputs of a network lie in a picture.</summary>
/// <param name="Columns">Pixels in a row, at least 1.</param>
/// <param name="Rows">Rows, at least 1.</param>
internal readonly record struct PictureGrid(int Columns, int Rows)
{
    /// <summary>The picture the network was trained on; where that is not known, as square a one as holds all inputs.</summary>
    public static PictureGrid Of(HiddenNetwork network)
    {
        int inputs = network.Spec.Inputs;
        if (network.Metadata is { Width: { } width, Height: { } height } && (long)width * height == inputs)
        {
            return new(width, height);
        }
        int side = (int)Math.Ceiling(Math.Sqrt(inputs));
        return new(side, (inputs + side - 1) / side);
    }
}
