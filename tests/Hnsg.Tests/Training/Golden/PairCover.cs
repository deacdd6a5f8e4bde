namespace Hnsg.Tests.Training.Golden;

/// <summary>Rows of choices, one from each of several axes, in which every legal pair of choices is found.</summary>
internal sealed class PairCover
{
    private readonly int[] _sizes;
    private readonly Func<int[], bool> _legal;
    private readonly HashSet<(int, int, int, int)> _covered = [];
    private readonly Dictionary<(int Axis, int Choice), int> _uses = [];
    private readonly List<int[]> _rows = [];

    private PairCover(int[] sizes, Func<int[], bool> legal)
    {
        _sizes = sizes;
        _legal = legal;
    }

    /// <summary>Makes the rows, always the same ones.</summary>
    /// <param name="sizes">Number of choices of each axis.</param>
    /// <param name="full">Of the first so many axes every legal combination has a row, not only every pair.</param>
    /// <param name="legal">Whether a row is legal; a row with a choice of 0 must be so if it is with another there.</param>
    public static IReadOnlyList<int[]> Of(int[] sizes, int full, Func<int[], bool> legal)
    {
        var cover = new PairCover(sizes, legal);
        cover.AddCombinations(new int[sizes.Length], 0, full);
        cover.AddMissing();
        return cover._rows;
    }

    private void AddCombinations(int[] row, int axis, int full)
    {
        if (axis == full)
        {
            if (full > 0)
            {
                Add(row, [.. Enumerable.Range(0, full)]);
            }
            return;
        }
        for (int choice = 0; choice < _sizes[axis]; choice++)
        {
            row[axis] = choice;
            AddCombinations(row, axis + 1, full);
        }
        row[axis] = 0;
    }

    private void AddMissing()
    {
        for (int a = 0; a < _sizes.Length; a++)
        for (int b = a + 1; b < _sizes.Length; b++)
        for (int i = 0; i < _sizes[a]; i++)
        for (int j = 0; j < _sizes[b]; j++)
        {
            if (!_covered.Contains((a, i, b, j)))
            {
                var row = new int[_sizes.Length];
                (row[a], row[b]) = (i, j);
                Add(row, [a, b]);
            }
        }
    }

    // Chooses for one axis after the other what makes the most new pairs with what is chosen already; of equals what was
    // used least.
    private void Add(int[] start, List<int> chosen)
    {
        if (!_legal(start))
        {
            return;
        }
        int[] row = [.. start];
        foreach (int axis in Enumerable.Range(0, row.Length).Except(chosen).ToArray())
        {
            row[axis] = Enumerable
                .Range(0, _sizes[axis])
                .Where(choice => _legal(With(row, axis, choice)))
                .MaxBy(choice =>
                    (
                        chosen.Count(other => !_covered.Contains(Pair(With(row, axis, choice), axis, other))),
                        -_uses.GetValueOrDefault((axis, choice))
                    )
                );
            chosen.Add(axis);
        }
        foreach (int axis in chosen)
        {
            _uses[(axis, row[axis])] = _uses.GetValueOrDefault((axis, row[axis])) + 1;
            _covered.UnionWith(chosen.Where(other => other > axis).Select(other => Pair(row, axis, other)));
        }
        _rows.Add(row);
    }

    private static int[] With(int[] row, int axis, int choice)
    {
        int[] other = [.. row];
        other[axis] = choice;
        return other;
    }

    private static (int, int, int, int) Pair(int[] row, int a, int b) =>
        a < b ? (a, row[a], b, row[b]) : (b, row[b], a, row[a]);
}
