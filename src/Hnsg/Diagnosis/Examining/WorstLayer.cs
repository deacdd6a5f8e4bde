namespace Hnsg.Diagnosis.Examining;

/// <summary>The layer in which a number is largest.</summary>
/// <param name="Index">Which layer, from 0.</param>
/// <param name="Number">The number.</param>
internal readonly record struct WorstLayer(int Index, double Number)
{
    /// <summary>Finds it; of equals the first.</summary>
    /// <param name="layers">How many layers to look at, from the first on.</param>
    /// <param name="number">The number of a layer.</param>
    public static WorstLayer Of(int layers, Func<int, double> number) =>
        Enumerable.Range(0, layers).Select(l => new WorstLayer(l, number(l))).MaxBy(worst => worst.Number);
}
