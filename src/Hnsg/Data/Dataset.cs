namespace Hnsg.Data;

/// <summary>A data set: training and test samples of one shape.</summary>
public sealed record Dataset
{
    /// <summary>Name on the command line, such as <c>mnist</c>, or the folder for a set of one's own.</summary>
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
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>SHA-256 in lower-case hex over the unpacked data, by file name (or by part for the embedded digits).</summary>
    public required IReadOnlyDictionary<string, string> Sha256 { get; init; }

    /// <summary>Where it was read from, for people.</summary>
    public required string Source { get; init; }

    /// <summary>Makes sure that the samples fit a network.</summary>
    /// <param name="path">The network's file or the folder of its run, for the error.</param>
    /// <param name="inputs">Inputs of the network.</param>
    /// <param name="classes">Classes of the network.</param>
    /// <exception cref="OptionException">They do not: <c>--dataset</c> names the wrong data.</exception>
    public void RequireShape(string path, int inputs, int classes)
    {
        if (Train.Inputs != inputs || Classes != classes)
        {
            throw new OptionException(
                "dataset",
                $"{Name} has {Width} × {Height} = {Train.Inputs} pixels and {Classes} classes; {path} "
                    + $"takes {inputs} inputs and gives {classes} classes. Name the data set that it was trained on"
            );
        }
    }
}
