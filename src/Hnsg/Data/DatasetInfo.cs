namespace Hnsg.Data;

/// <summary>What is known about a data set without reading it.</summary>
public sealed record DatasetInfo
{
    /// <summary>Name on the command line and of its folder, such as <c>mnist</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a few words.</summary>
    public required string Description { get; init; }

    /// <summary>Number of classes; labels are 0…classes − 1.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>Class names in the order of the labels.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Pixels in a row of the picture.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the picture.</summary>
    public required int Height { get; init; }

    /// <summary>Samples to train on.</summary>
    public required int TrainSamples { get; init; }

    /// <summary>Samples that only the final evaluation sees.</summary>
    public required int TestSamples { get; init; }

    /// <summary>Whether it is part of this library, so that no file is needed.</summary>
    public bool Embedded { get; init; }

    /// <summary>Whether this library can download it.</summary>
    public bool Downloadable { get; init; }

    /// <summary>Where it comes from, for people.</summary>
    public required string From { get; init; }

    /// <summary>Its licence and authors.</summary>
    public required string Licence { get; init; }
}
