namespace Hnsg.Training.Surrogates;

/// <summary>The surrogates by name, with their default slopes.</summary>
internal static class SurrogateCatalog
{
    private static readonly (string Name, double Slope, Func<double, Surrogate> Make)[] s_entries =
    [
        ("atan", 2, slope => new Surrogate<Atan>(slope)),
        ("fast-sigmoid", 25, slope => new Surrogate<FastSigmoid>(slope)),
        ("sigmoid", 4, slope => new Surrogate<Sigmoid>(slope)),
        ("triangle", 1, slope => new Surrogate<Triangle>(slope)),
        ("boxcar", 1, slope => new Surrogate<Boxcar>(slope)),
        ("straight-through", 1, slope => new Surrogate<StraightThrough>(slope)),
    ];

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_entries.Select(entry => entry.Name)];

    /// <summary>The slope that a surrogate has where none is given.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static double DefaultSlope(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int index = s_entries.ToList().FindIndex(entry => entry.Name == name);
        return index >= 0 ? s_entries[index].Slope : throw UnknownName.Error("surrogate", name, Names);
    }

    /// <summary>A surrogate by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="slope">α, in (0, 10⁶]; null for the surrogate's default.</param>
    /// <exception cref="OptionException">The name is unknown or the slope out of range.</exception>
    public static Surrogate Create(string name, double? slope = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string known, double usual, Func<double, Surrogate> make) in s_entries)
        {
            if (known == name)
            {
                return make(slope ?? usual);
            }
        }
        throw UnknownName.Error("surrogate", name, Names);
    }
}
