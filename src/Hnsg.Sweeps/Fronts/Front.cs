namespace Hnsg.Sweeps.Fronts;

/// <summary>The Pareto front of networks: those of which none is at least as good in all measures and better in one.</summary>
/// <param name="Measures">The measures, at least two.</param>
/// <param name="Points">All points, those with the best value of the first measure first.</param>
/// <exception cref="ArgumentException">There are fewer than two measures, or no points.</exception>
public sealed record Front(IReadOnlyList<FrontMeasure> Measures, IReadOnlyList<FrontPoint> Points)
{
    /// <summary>The measures, at least two.</summary>
    public IReadOnlyList<FrontMeasure> Measures { get; } =
        Measures is { Count: >= 2 }
            ? Snapshot.Of(Measures)
            : throw new ArgumentException("A front needs at least two measures.", nameof(Measures));

    /// <summary>All points, those with the best value of the first measure first; at least one.</summary>
    public IReadOnlyList<FrontPoint> Points { get; } =
        Points is { Count: >= 1 }
            ? Snapshot.Of(Points)
            : throw new ArgumentException("A front needs at least one point.", nameof(Points));

    /// <summary>Finds the front.</summary>
    /// <param name="points">All points, at least one.</param>
    /// <param name="measures">The measures, at least two.</param>
    /// <param name="byTest">
    /// Decide by accuracy on test samples, which is then no longer an honest estimate; false, the default, for validation
    /// samples.
    /// </param>
    /// <exception cref="ArgumentException">There are no points, or fewer than two measures.</exception>
    /// <exception cref="InputException">A point has no accuracy on validation samples.</exception>
    public static Front Of(IReadOnlyList<FrontPoint> points, IReadOnlyList<FrontMeasure> measures, bool byTest = false)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(measures);
        _ = new Front(measures, points); // checks both
        double[][] all =
        [
            .. points.Select(point => measures.Select(measure => Worth(point, measure, byTest)).ToArray()),
        ];
        return new Front(
            measures,
            [
                .. points
                    .Select((point, i) => point with { OnFront = !all.Any(other => Dominates(other, all[i])) })
                    .OrderByDescending(point => measures[0].Value(point) * (measures[0].Rises ? 1 : -1)),
            ]
        );
    }

    /// <summary>The points as CSV, in their order: whether on the front, the varied options, means over seeds.</summary>
    public string ToCsv() => FrontText.Csv(this);

    private static bool Dominates(double[] one, double[] other) =>
        one.Zip(other).All(pair => pair.First >= pair.Second) && one.Zip(other).Any(pair => pair.First > pair.Second);

    // So that more is always better.
    private static double Worth(FrontPoint point, FrontMeasure measure, bool byTest)
    {
        if (measure != FrontMeasure.Accuracy || byTest)
        {
            return measure.Value(point) * (measure.Rises ? 1 : -1);
        }
        return point.ValidationAccuracy
            ?? throw new InputException(
                point.Runs[0].Path,
                "the run has no validation samples, which decide the front. Leave it out, or let the test samples decide with --by-test."
            );
    }
}
