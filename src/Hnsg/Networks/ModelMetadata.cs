namespace Hnsg.Networks;

/// <summary>What a network was trained on, for its users; nothing is computed from it.</summary>
/// <remarks>Only <see cref="Width"/> has an effect: it lets the model file be smaller.</remarks>
public sealed record ModelMetadata
{
    /// <summary>Pixels in a row of the picture.</summary>
    /// <value>In 1…65,535; default null: unknown or not a picture.</value>
    public int? Width { get; init; }

    /// <summary>Rows of the picture.</summary>
    /// <value>In 1…65,535; default null: unknown or not a picture.</value>
    public int? Height { get; init; }

    /// <summary>Class names in the order of the output neurons.</summary>
    /// <value>As many as there are classes; default empty: unknown.</value>
    public IReadOnlyList<string> Classes
    {
        get;
        init => field = Snapshot.Of(value);
    } = [];

    /// <summary>Name of the data set.</summary>
    /// <value>Default null: unknown.</value>
    public string? Dataset { get; init; }
}
