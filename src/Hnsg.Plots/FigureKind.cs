using Hnsg.Plots.Drawing;
using Hnsg.Plots.Figures;

namespace Hnsg.Plots;

/// <summary>A figure that can be made from a run.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Make">Makes it from a run and, if it shows one, a test sample.</param>
public sealed record FigureKind(string Name, string Summary, Func<RunContents, int?, Figure> Make);
