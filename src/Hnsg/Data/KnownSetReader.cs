using System.Security.Cryptography;

namespace Hnsg.Data;

/// <summary>Reads a set of the catalogue and checks that it is that set.</summary>
internal static class KnownSetReader
{
    /// <summary>Reads the four files.</summary>
    public static Dataset Read(KnownSet set, string folder)
    {
        IdxFolder.Part train = ReadPart(set, folder, IdxFolder.TrainImages, IdxFolder.TrainLabels);
        IdxFolder.Part test = ReadPart(set, folder, IdxFolder.TestImages, IdxFolder.TestLabels);
        return new Dataset
        {
            Name = set.Info.Name,
            Train = train.Samples,
            Test = test.Samples,
            Width = set.Info.Width,
            Height = set.Info.Height,
            Classes = set.Info.Classes,
            ClassNames = set.Info.ClassNames,
            Sha256 = IdxFolder.Sums(train, test),
            Source = $"IDX files in {folder}",
            Paths = IdxFolder.Paths(folder),
        };
    }

    /// <summary>True where every file has a published checksum and matches it; the files must have been read before.</summary>
    public static bool IsVerified(KnownSet set, string folder) =>
        IdxFolder.Names.All(name =>
            set.Unpacked.ContainsKey(name)
            || (set.Packed.TryGetValue(name, out string? packed) && packed == Sum(IdxFolder.Require(folder, name)))
        );

    /// <summary>Compares a packed file, as a mirror gives it, with its published checksum, where one is known.</summary>
    public static void CheckArchive(KnownSet set, string name, string path)
    {
        if (set.Packed.TryGetValue(name, out string? packed) && Sum(path) is string sum && sum != packed)
        {
            throw new InputException(path, $"its SHA-256 is {sum}, but {packed} was expected.");
        }
    }

    /// <summary>Checks one file by itself.</summary>
    /// <param name="set">The set.</param>
    /// <param name="name">The file's unpacked name.</param>
    /// <param name="path">Where it lies now.</param>
    public static void CheckFile(KnownSet set, string name, string path)
    {
        if (name is IdxFolder.TrainImages or IdxFolder.TestImages)
        {
            IdxImages images = IdxReader.ReadImages(
                path,
                (count, width, height) => CheckShape(set, name, path, count, width, height)
            );
            CheckSum(set, name, path, images.Sha256);
        }
        else
        {
            CheckLabels(set, name, path, IdxReader.ReadLabels(path, count => CheckCount(set, name, path, count)));
        }
    }

    /// <summary>True where a file needs not be fetched again.</summary>
    public static bool IsWhole(KnownSet set, string name, string path)
    {
        try
        {
            CheckFile(set, name, path);
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static IdxFolder.Part ReadPart(KnownSet set, string folder, string images, string labels)
    {
        IdxFolder.Part part = IdxFolder.ReadPart(
            folder,
            images,
            labels,
            (path, count, width, height) => CheckShape(set, images, path, count, width, height)
        );
        string imagesPath = IdxFolder.Require(folder, images);
        CheckSum(set, images, imagesPath, part.Images.Sha256);
        CheckLabels(set, labels, IdxFolder.Require(folder, labels), part.Labels);
        return set.MaxPixel == 255 ? part : part with { Images = Spread(imagesPath, part.Images, set.MaxPixel) };
    }

    private static void CheckShape(KnownSet set, string name, string path, int count, int width, int height)
    {
        if (width != set.Info.Width || height != set.Info.Height)
        {
            throw new InputException(
                path,
                $"the pictures have {width} × {height} pixels, but {set.Info.Name} has {set.Info.Width} × "
                    + $"{set.Info.Height}. To use a data set of your own, give its folder instead of the name."
            );
        }
        CheckCount(set, name, path, count);
    }

    private static void CheckCount(KnownSet set, string name, string path, int found)
    {
        bool train = name is IdxFolder.TrainImages or IdxFolder.TrainLabels;
        int wanted = train ? set.Info.TrainSamples : set.Info.TestSamples;
        if (found != wanted)
        {
            throw new InputException(
                path,
                $"it has {found:N0} samples, but {set.Info.Name} has {wanted:N0} here. "
                    + "To use a data set of your own, give its folder instead of the name."
            );
        }
    }

    private static void CheckLabels(KnownSet set, string name, string path, IdxLabels labels)
    {
        IdxFolder.CheckLabels(path, labels.Labels.Span, set.Info.Classes);
        CheckSum(set, name, path, labels.Sha256);
    }

    private static void CheckSum(KnownSet set, string name, string path, string found)
    {
        if (set.Unpacked.TryGetValue(name, out string? wanted) && wanted != found)
        {
            throw new InputException(
                path,
                $"the SHA-256 of its decompressed bytes is {found}, but {wanted} was expected: this is not the published "
                    + $"{set.Info.Name}. Remove the file to fetch it again, or give the folder instead of the name to "
                    + "use it as a data set of your own."
            );
        }
    }

    private static IdxImages Spread(string path, IdxImages images, byte max)
    {
        ReadOnlySpan<byte> raw = images.Pixels.Span;
        int bad = raw.IndexOfAnyExceptInRange((byte)0, max);
        if (bad >= 0)
        {
            throw new InputException(
                path,
                $"the pixel at byte offset {IdxReader.ImagesHeader + bad} (sample {bad / (images.Width * images.Height)}) is "
                    + $"{raw[bad]}, but may be at most {max}. The file is damaged or was rescaled."
            );
        }
        byte[] spread = new byte[raw.Length];
        for (int i = 0; i < raw.Length; i++)
        {
            spread[i] = (byte)((raw[i] * 255 + max / 2) / max);
        }
        return images with { Pixels = spread };
    }

    private static string Sum(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
