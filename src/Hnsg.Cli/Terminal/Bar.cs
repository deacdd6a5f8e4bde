namespace Hnsg.Cli.Terminal;

/// <summary>A bar that fills up.</summary>
internal static class Bar
{
    /// <summary>A bar of some width.</summary>
    /// <param name="part">How much of it is full, in 0…1.</param>
    /// <param name="width">Columns.</param>
    public static string Of(double part, int width)
    {
        int full = (int)Math.Clamp(part * width, 0, width);
        return new string('█', full) + new string('░', width - full);
    }
}
