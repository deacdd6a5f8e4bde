namespace Hnsg.Plots;

/// <summary>A figure that can be made of a run.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Make">Makes it, of a run and of a test sample where one is shown.</param>
public sealed record FigureKind(string Name, string Summary, Func<RunContents, int?, Figure> Make);
