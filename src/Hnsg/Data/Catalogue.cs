using Hnsg.Data.Digits;

namespace Hnsg.Data;

/// <summary>The data sets that are known by name.</summary>
internal static class Catalogue
{
    public const string Auto = "auto";
    public const string Mnist = "mnist";

    /// <summary>The sets that are read from files.</summary>
    public static readonly IReadOnlyList<KnownSet> Sets =
    [
        new KnownSet
        {
            Info = new DatasetInfo
            {
                Name = Mnist,
                Description = "handwritten digits",
                ClassNames = EmbeddedDigits.ClassNames,
                Width = 28,
                Height = 28,
                TrainSamples = 60_000,
                TestSamples = 10_000,
                Downloadable = true,
                From = "http://yann.lecun.com/exdb/mnist/, from mirrors",
                Licence = "Y. LeCun, C. Cortes, C. J. C. Burges; made from NIST Special Databases 1 and 3",
            },
            Mirrors =
            [
                new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                new("https://raw.githubusercontent.com/fgnt/mnist/master/"),
            ],
            Unpacked = Sums(
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
            ),
        },
        new KnownSet
        {
            Info = new DatasetInfo
            {
                Name = "fashion-mnist",
                Description = "pictures of clothes",
                ClassNames =
                [
                    "t-shirt/top",
                    "trouser",
                    "pullover",
                    "dress",
                    "coat",
                    "sandal",
                    "shirt",
                    "sneaker",
                    "bag",
                    "ankle boot",
                ],
                Width = 28,
                Height = 28,
                TrainSamples = 60_000,
                TestSamples = 10_000,
                Downloadable = true,
                From = "https://github.com/zalandoresearch/fashion-mnist",
                Licence = "MIT, (c) 2017 Zalando SE; H. Xiao, K. Rasul, R. Vollgraf, arXiv 1708.07747",
            },
            Mirrors =
            [
                new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
                new("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"),
            ],
            Unpacked = Sums(
                "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"
            ),
        },
        new KnownSet
        {
            Info = new DatasetInfo
            {
                Name = "kmnist",
                Description = "cursive Japanese characters (Kuzushiji-MNIST)",
                ClassNames = ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
                Width = 28,
                Height = 28,
                TrainSamples = 60_000,
                TestSamples = 10_000,
                Downloadable = true,
                From = "https://codh.rois.ac.jp/kmnist/",
                Licence =
                    "CC BY-SA 4.0; KMNIST Dataset (created by CODH), adapted from Kuzushiji Dataset "
                    + "(created by NIJL and others), doi:10.20676/00000341",
            },
            Mirrors =
            [
                new("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
                new("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
                new("https://web.archive.org/web/2023id_/http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
            ],
            // The published archives' checksums, as TensorFlow Datasets lists them; none is published for the unpacked
            // files, so files that were packed again or unpacked by hand can be read but not verified.
            Packed = Sums(
                "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
                "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
                "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
                "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"
            ),
        },
        new KnownSet
        {
            Info = new DatasetInfo
            {
                Name = "usps",
                Description = "handwritten zip code digits",
                ClassNames = EmbeddedDigits.ClassNames,
                Width = 16,
                Height = 16,
                TrainSamples = 7_291,
                TestSamples = 2_007,
                From =
                    "zip.train and zip.test at https://hastie.su.domains/ElemStatLearn/data.html, "
                    + "converted to IDX files of bytes 0…255",
                Licence = "none stated; J. Hull, US Postal Service, 1994",
            },
        },
        new KnownSet
        {
            Info = new DatasetInfo
            {
                Name = "optdigits",
                Description = "handwritten digits in 8 × 8 counts",
                ClassNames = EmbeddedDigits.ClassNames,
                Width = 8,
                Height = 8,
                TrainSamples = 3_823,
                TestSamples = 1_797,
                From =
                    "optdigits.tra and optdigits.tes at https://archive.ics.uci.edu/dataset/80, "
                    + "converted to IDX files of bytes 0…16",
                Licence = "CC BY 4.0 by the UCI repository; E. Alpaydin, C. Kaynak, 1998",
            },
            MaxPixel = 16,
        },
    ];

    /// <summary>The set that needs no file.</summary>
    public static readonly DatasetInfo DigitsInfo = new()
    {
        Name = EmbeddedDigits.Name,
        Description = "handwriting-like digits drawn by this library",
        ClassNames = EmbeddedDigits.ClassNames,
        Width = DigitCanvas.Side,
        Height = DigitCanvas.Side,
        TrainSamples = EmbeddedDigits.TrainSamples,
        TestSamples = EmbeddedDigits.TestSamples,
        Embedded = true,
        From = "embedded in this library",
        Licence = "MIT, as the library",
    };

    // In the order in which IdxFolder names the files.
    private static Dictionary<string, string> Sums(params ReadOnlySpan<string> sums)
    {
        Dictionary<string, string> byName = [];
        for (int i = 0; i < sums.Length; i++)
        {
            byName[IdxFolder.Names[i]] = sums[i];
        }
        return byName;
    }
}
