using System.Security.Cryptography;
using Hnsg.Disk;
using Hnsg.Randomness;

namespace Hnsg.Data;

/// <summary>A data set of one's own: a folder of PNG files for each class.</summary>
/// <remarks>
/// Either <c>train/CLASS/*.png</c> and <c>test/CLASS/*.png</c>, or <c>CLASS/*.png</c>, where every sixth sample of the
/// sorted order is put aside for the test. Names are sorted by their characters, not by a language's rules, and the
/// samples are then shuffled in a fixed way, so that any run of them has all classes; both are the same everywhere.
/// </remarks>
internal static class ClassFolders
{
    private const int MaxClasses = 256;
    private const int TestEvery = 6;

    /// <summary>Names the fixed order; it never changes.</summary>
    private static readonly RandomKey OrderKey = new(0x666f_6c64_6572_0001);

    /// <summary>True where the folder has class folders of PNG files, directly or below <c>train</c>.</summary>
    public static bool Is(string folder) => HasClasses(folder) || HasClasses(Path.Combine(folder, "train"));

    /// <summary>Reads all pictures.</summary>
    public static Dataset Read(string folder)
    {
        string trainFolder = Path.Combine(folder, "train");
        bool split = HasClasses(trainFolder);
        string[] names = ClassNames(split ? trainFolder : folder);
        if (names.Length is < 2 or > MaxClasses)
        {
            throw new InputException(
                split ? trainFolder : folder,
                $"it has {names.Length} class folders with PNG files, but 2 to {MaxClasses} are needed."
            );
        }
        List<(string Path, byte Label)> train = List(split ? trainFolder : folder, names);
        List<(string Path, byte Label)> test;
        if (split)
        {
            test = ListTest(Path.Combine(folder, "test"), names);
        }
        else
        {
            test = [.. train.Where((_, i) => i % TestEvery == TestEvery - 1)];
            train = [.. train.Where((_, i) => i % TestEvery != TestEvery - 1)];
        }
        if (test.Count == 0)
        {
            throw new InputException(
                folder,
                $"there are no pictures to test on. Give at least {TestEvery} pictures, or folders named train and test."
            );
        }
        return Load(folder, names, train, test);
    }

    private static Dataset Load(
        string folder,
        string[] names,
        List<(string Path, byte Label)> train,
        List<(string Path, byte Label)> test
    )
    {
        PngImage first = PngImage.Read(train[0].Path);
        SampleSet trainSet = ReadAll(train, first, train[0].Path);
        SampleSet testSet = ReadAll(test, first, train[0].Path);
        return new Dataset
        {
            Name = folder,
            Train = trainSet,
            Test = testSet,
            Width = first.Width,
            Height = first.Height,
            Classes = names.Length,
            ClassNames = names,
            Sha256 = new Dictionary<string, string> { ["train"] = Sum(trainSet), ["test"] = Sum(testSet) },
            Source = $"PNG files in {folder}",
            Paths = [.. train.Concat(test).Select(it => Path.GetDirectoryName(it.Path)!).Distinct()],
        };
    }

    private static SampleSet ReadAll(List<(string Path, byte Label)> files, PngImage first, string firstPath)
    {
        (string Path, byte Label)[] order = [.. files];
        FixedShuffle.Apply(OrderKey, order.AsSpan());
        int inputs = first.Width * first.Height;
        long bytes = (long)inputs * order.Length;
        if (bytes > Array.MaxLength)
        {
            throw new InputException(
                Path.GetDirectoryName(firstPath)!,
                $"{order.Length:N0} pictures of {inputs} pixels are more than {Array.MaxLength:N0} bytes, the most that fit. Use fewer or smaller pictures."
            );
        }
        AvailableMemory.Require(bytes, ($"the pictures of {Path.GetDirectoryName(firstPath)} need", "Use fewer."));
        byte[] pixels = new byte[bytes];
        for (int i = 0; i < order.Length; i++)
        {
            PngImage image = PngImage.Read(order[i].Path);
            if (image.Width != first.Width || image.Height != first.Height)
            {
                throw new InputException(
                    order[i].Path,
                    $"the picture has {image.Width} × {image.Height} pixels, but {firstPath} has {first.Width} × "
                        + $"{first.Height}. All pictures of a set must have the same size."
                );
            }
            image.Pixels.Span.CopyTo(pixels.AsSpan(i * inputs, inputs));
        }
        return SampleSet.Own(pixels, order.Select(file => file.Label).ToArray(), inputs);
    }

    private static List<(string Path, byte Label)> ListTest(string folder, string[] names)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException(
                folder,
                "this folder is missing, although there is a folder train beside it. Make both or neither."
            );
        }
        string? stranger = ClassNames(folder).FirstOrDefault(name => !names.Contains(name));
        return stranger is null
            ? List(folder, names)
            : throw new InputException(
                Path.Combine(folder, stranger),
                "this class has no folder in train, so no network can learn it. Add one, or remove this folder."
            );
    }

    private static List<(string Path, byte Label)> List(string folder, string[] names)
    {
        List<(string, byte)> files = [];
        for (int label = 0; label < names.Length; label++)
        {
            files.AddRange(Pictures(Path.Combine(folder, names[label])).Select(path => (path, (byte)label)));
        }
        return files;
    }

    private static string[] ClassNames(string folder) =>
        Reading(
            folder,
            () =>
                Directory
                    .EnumerateFileSystemEntries(folder)
                    .Where(path => IsFolder(path) && Pictures(path).Length > 0)
                    .Select(path => Path.GetFileName(path)!)
                    .Where(name => name[0] != '.')
                    .Order(StringComparer.Ordinal)
                    .ToArray()
        );

    // A broken link may have been a class, which would then be missing without a word.
    private static bool IsFolder(string path) =>
        FileErrors.BrokenLink(path) is { } target
            ? throw new InputException(path, $"it is a link to {target}, which does not exist. Repair or remove it.")
            : Directory.Exists(path);

    private static string[] Pictures(string folder) =>
        !Directory.Exists(folder)
            ? []
            : Reading(
                folder,
                () =>
                    Directory
                        .EnumerateFiles(folder)
                        .Where(path => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
                        .Where(path => Path.GetFileName(path)[0] != '.')
                        .OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal)
                        .ToArray()
            );

    private static bool HasClasses(string folder) => Directory.Exists(folder) && ClassNames(folder).Length > 0;

    private static T Reading<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"the folder cannot be read: {e.Message}", e);
        }
    }

    private static string Sum(SampleSet samples)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < samples.Count; i++)
        {
            hash.AppendData(samples.Pixels(i));
        }
        hash.AppendData(samples.Labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
