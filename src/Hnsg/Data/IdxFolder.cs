namespace Hnsg.Data;

/// <summary>A folder of four IDX files with the usual names.</summary>
internal static class IdxFolder
{
    public const string TrainImages = "train-images-idx3-ubyte";
    public const string TrainLabels = "train-labels-idx1-ubyte";
    public const string TestImages = "t10k-images-idx3-ubyte";
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    /// <summary>The names of the unpacked files, in the order in which they are read.</summary>
    public static readonly IReadOnlyList<string> Names = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>Finds a file under any of its usual spellings; plain goes before packed.</summary>
    public static string? Locate(string folder, string name)
    {
        string dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] spellings = [name, name + ".gz", dotted, dotted + ".gz"];
        return spellings.Select(spelling => Path.Combine(folder, spelling)).FirstOrDefault(File.Exists);
    }

    /// <summary>True where the folder has at least one of the four files.</summary>
    public static bool HasAny(string folder) => Names.Any(name => Locate(folder, name) is not null);

    /// <summary>The path of a file that must be there.</summary>
    public static string Require(string folder, string name) =>
        Locate(folder, name)
        ?? throw new InputException(
            folder,
            $"{name} (or {name}.gz) is missing. A data set needs these four files: {string.Join(", ", Names)}."
        );

    /// <summary>Reads a set of one's own: the classes are counted from the labels.</summary>
    public static Dataset Read(string folder)
    {
        Part train = ReadPart(folder, TrainImages, TrainLabels);
        Part test = ReadPart(folder, TestImages, TestLabels);
        if (train.Images.Width != test.Images.Width || train.Images.Height != test.Images.Height)
        {
            throw new InputException(
                Require(folder, TestImages),
                $"test pictures have {test.Images.Width} × {test.Images.Height} pixels, but training pictures have "
                    + $"{train.Images.Width} × {train.Images.Height}. Both must have the same size."
            );
        }
        ReadOnlySpan<byte> labels = train.Labels.Labels.Span;
        if (!labels.ContainsAnyExcept(labels[0]))
        {
            throw new InputException(
                Require(folder, TrainLabels),
                $"all {labels.Length:N0} training samples are of class {labels[0]}, so there is nothing to tell apart. "
                    + "A training set needs at least two classes."
            );
        }
        int classes = 1 + Math.Max(Max(train.Labels.Labels.Span), Max(test.Labels.Labels.Span));
        return new Dataset
        {
            Name = folder,
            Train = train.Samples,
            Test = test.Samples,
            Width = train.Images.Width,
            Height = train.Images.Height,
            Classes = classes,
            ClassNames = [.. Enumerable.Range(0, classes).Select(i => $"{i}")],
            Sha256 = Sums(train, test),
            Source = $"IDX files in {folder}",
            Paths = Paths(folder),
        };
    }

    /// <summary>The files of a set that is there.</summary>
    public static IReadOnlyList<string> Paths(string folder) => [.. Names.Select(name => Require(folder, name))];

    /// <summary>Reads pictures and labels that belong together.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="imagesName">Unpacked name of the pictures' file.</param>
    /// <param name="labelsName">Unpacked name of the labels' file.</param>
    /// <param name="check">Looks at the pictures' path, number, width and height before anything else is read.</param>
    public static Part ReadPart(
        string folder,
        string imagesName,
        string labelsName,
        Action<string, int, int, int>? check = null
    )
    {
        string imagesPath = Require(folder, imagesName);
        string labelsPath = Require(folder, labelsName);
        IdxImages images = IdxReader.ReadImages(
            imagesPath,
            (count, width, height) => check?.Invoke(imagesPath, count, width, height)
        );
        IdxLabels labels = IdxReader.ReadLabels(
            labelsPath,
            count =>
            {
                if (count != images.Count)
                {
                    throw new InputException(
                        labelsPath,
                        $"there are {count:N0} labels, but {images.Count:N0} pictures in {Path.GetFileName(imagesPath)}. "
                            + "The files do not belong together."
                    );
                }
            }
        );
        return new Part(images, labels);
    }

    /// <summary>Checks that every label is below the number of classes.</summary>
    public static void CheckLabels(string path, ReadOnlySpan<byte> labels, int classes)
    {
        int bad = labels.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (bad >= 0)
        {
            throw new InputException(
                path,
                $"the label of sample {bad} (byte offset {IdxReader.LabelsHeader + bad}) is {labels[bad]}, but the set "
                    + $"has {classes} classes, 0…{classes - 1}. The file is damaged or belongs to another set."
            );
        }
    }

    public static Dictionary<string, string> Sums(Part train, Part test) =>
        new()
        {
            [TrainImages] = train.Images.Sha256,
            [TrainLabels] = train.Labels.Sha256,
            [TestImages] = test.Images.Sha256,
            [TestLabels] = test.Labels.Sha256,
        };

    private static int Max(ReadOnlySpan<byte> labels)
    {
        int max = 0;
        foreach (byte label in labels)
        {
            max = Math.Max(max, label);
        }
        return max;
    }

    /// <summary>Pictures and their labels.</summary>
    internal sealed record Part(IdxImages Images, IdxLabels Labels)
    {
        public SampleSet Samples => SampleSet.Own(Images.Pixels, Labels.Labels, Images.Width * Images.Height);
    }
}
