namespace Hnsg.Data;

/// <summary>A data set: training and test samples of one shape.</summary>
/// <remarks>Training checks it first with <see cref="Validate"/>.</remarks>
public sealed record Dataset
{
    /// <summary>Name on the command line, such as <c>mnist</c>, or the folder for the user's own set.</summary>
    public required string Name { get; init; }

    /// <summary>Samples to train on; a validation split is taken from its end by the trainer.</summary>
    public required SampleSet Train { get; init; }

    /// <summary>Samples that only the final evaluation sees.</summary>
    public required SampleSet Test { get; init; }

    /// <summary>Pixels in a row of the picture.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the picture.</summary>
    public required int Height { get; init; }

    /// <summary>Number of classes; labels are 0…classes − 1.</summary>
    public required int Classes { get; init; }

    /// <summary>Class names in the order of the labels.</summary>
    public required IReadOnlyList<string> ClassNames
    {
        get;
        init => field = Snapshot.Of(value);
    }

    /// <summary>SHA-256 in lower-case hex of the decompressed data, by file name (or by part for the embedded digits).</summary>
    public required IReadOnlyDictionary<string, string> Sha256
    {
        get;
        init => field = Snapshot.Of(value);
    }

    /// <summary>Where it was read from, for people.</summary>
    public required string Source { get; init; }

    /// <summary>Files it was read from, and folders that it consists of; default none, for a set that is part of the program.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>
    /// Warnings about samples that can be trained on but may not be what was meant: classes without
    /// training samples, pixels in 0…1. Empty for most sets.
    /// </summary>
    public IReadOnlyList<string> Notices => [.. DatasetNotices.Of(this).Select(Visible.Text)];

    /// <summary>Checks that everything fits together: pixels, pictures, labels and class names.</summary>
    /// <returns>This set.</returns>
    /// <exception cref="InputException">Something does not fit; the message says what.</exception>
    public Dataset Validate()
    {
        if (Problem() is { } problem)
        {
            throw new InputException(Name ?? "data set", $"{problem}. Correct the data set");
        }
        return this;
    }

    /// <summary>Makes sure that the samples fit a network.</summary>
    /// <param name="path">The network's file or the folder of its run, for the error.</param>
    /// <param name="inputs">Inputs of the network.</param>
    /// <param name="classes">Classes of the network.</param>
    /// <exception cref="OptionException">They do not, so <c>--dataset</c> names the wrong data.</exception>
    public void RequireShape(string path, int inputs, int classes)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Train.Inputs != inputs || Classes != classes)
        {
            throw new OptionException(
                "dataset",
                $"{Name} has {Width} × {Height} = {Train.Inputs} pixels and {Classes} classes, but {path} "
                    + $"has {inputs} inputs and {classes} classes. Name the data set it was trained on"
            );
        }
    }

    private string? Problem()
    {
        if (Name is null || Source is null || Sha256 is null || ClassNames is null || Train is null || Test is null)
        {
            return "its name, source, checksums, class names, training samples or test samples are null";
        }
        if (Classes < 1 || ClassNames.Count != Classes || ClassNames.Contains(null!))
        {
            return $"it has {ClassNames.Count} class names for {Classes} classes, or one of them is null";
        }
        return Problem("training", Train) ?? Problem("test", Test);
    }

    private string? Problem(string what, SampleSet samples)
    {
        if (samples.Count == 0)
        {
            return $"it has no {what} samples";
        }
        if (Width < 1 || Height < 1 || (long)Width * Height != samples.Inputs)
        {
            return $"the {what} samples have {samples.Inputs} pixels, but a picture is {Width} × {Height}";
        }
        int wrong = samples.Labels.IndexOfAnyExceptInRange((byte)0, (byte)Math.Min(Classes - 1, byte.MaxValue));
        return wrong < 0
            ? null
            : $"{what} sample {wrong} has the label {samples.Labels[wrong]}, but labels must be in 0…{Classes - 1}";
    }
}
