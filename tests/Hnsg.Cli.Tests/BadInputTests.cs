using System.Buffers.Binary;
using System.IO.Compression;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Whatever is wrong with files gives a message that says what, exit code 3, and no folder.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string TrainImages = "train-images-idx3-ubyte";
    private const string TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";
    private const string TestLabels = "t10k-labels-idx1-ubyte";

    private readonly TempFolder _temp = new();

    public BadInputTests()
    {
        Directory.CreateDirectory(_temp["set"]);
        Put(TrainImages, Images(20));
        Put(TrainLabels, Labels(20));
        Put(TestImages, Images(6));
        Put(TestLabels, Labels(6));
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_set_that_is_then_damaged_is_fine()
    {
        Assert.Equal(6, (int)Cli.Succeed([.. Train(), "--json"]).Json["test"]!["samples"]!);
    }

    [Theory]
    [InlineData(TrainImages)]
    [InlineData(TrainLabels)]
    [InlineData(TestImages)]
    [InlineData(TestLabels)]
    public void A_missing_file_is_named(string name)
    {
        System.IO.File.Delete(File(name));
        AssertRefused(name);
    }

    [Fact]
    public void A_gzip_file_that_is_cut_off_is_named()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Images(20));
        }
        System.IO.File.Delete(File(TrainImages));
        Put(TrainImages + ".gz", packed.ToArray()[..^20]);
        AssertRefused(TrainImages + ".gz");
    }

    [Fact]
    public void A_wrong_magic_number_is_named() => Damaged(TrainImages, bytes => bytes[2] = 9);

    [Fact]
    public void A_wrong_count_is_named() => Damaged(TrainImages, bytes => bytes[7]++);

    [Fact]
    public void A_set_of_one_file_cut_off_is_named()
    {
        Put(TestImages, Images(6)[..^1]);
        AssertRefused(TestImages);
    }

    [Fact]
    public void Images_and_labels_that_differ_in_number_are_named()
    {
        Put(TrainLabels, Labels(19));
        AssertRefused("19");
    }

    [Fact]
    public void A_label_of_200_in_a_known_set_is_named()
    {
        // Of the sets that have no published checksum the smallest, optdigits: 3,823 and 1,797 samples of 8 × 8 pixels.
        Directory.CreateDirectory(_temp["sets/optdigits"]);
        byte[] labels = Labels(3823);
        labels[8 + 77] = 200;
        Put("../sets/optdigits/" + TrainImages, Images(3823, 8, most: 16));
        Put("../sets/optdigits/" + TrainLabels, labels);
        Put("../sets/optdigits/" + TestImages, Images(1797, 8, most: 16));
        Put("../sets/optdigits/" + TestLabels, Labels(1797));
        Cli.Fail(
            3,
            "200",
            "train",
            "--dataset",
            "optdigits",
            "--data",
            _temp["sets"],
            "--no-download",
            "--out",
            _temp["run"]
        );
        Assert.False(Directory.Exists(_temp["run"]));
    }

    [Fact]
    public void A_data_folder_that_is_not_there_is_named() =>
        Cli.Fail(3, _temp["nowhere"], "train", "--dataset", "mnist", "--data", _temp["nowhere"], "--out", _temp["run"]);

    [Fact]
    public void A_model_that_is_missing_cut_or_changed_is_named()
    {
        string model = _temp["run/model.hnsg"];
        Cli.Fail(3, "there is no such file", "eval", model);
        Cli.Succeed(Train());
        byte[] whole = System.IO.File.ReadAllBytes(model);
        foreach (string command in (string[])["eval", "inspect"])
        {
            System.IO.File.WriteAllBytes(model, whole[..(whole.Length / 2)]);
            Cli.Fail(3, model, command, model);
            byte[] changed = [.. whole];
            changed[whole.Length / 2] ^= 1;
            System.IO.File.WriteAllBytes(model, changed);
            Cli.Fail(3, model, command, model);
            System.IO.File.WriteAllBytes(model, []);
            Cli.Fail(3, model, command, model);
        }
    }

    [Fact]
    public void A_checkpoint_that_is_damaged_is_named()
    {
        Cli.Succeed(Train());
        System.IO.File.Delete(_temp["run/result.json"]);
        byte[] whole = System.IO.File.ReadAllBytes(_temp["run/checkpoint.bin"]);
        System.IO.File.WriteAllBytes(_temp["run/checkpoint.bin"], whole[..^5]);
        Cli.Fail(3, "checkpoint is damaged", "train", "--resume", _temp["run"]);
    }

    [Fact]
    public void Data_that_changed_since_the_start_cannot_be_resumed_with()
    {
        Cli.Succeed(Train());
        System.IO.File.Delete(_temp["run/result.json"]);
        byte[] other = Images(20);
        other[^1] ^= 1;
        Put(TrainImages, other);
        Cli.Fail(3, "SHA-256", "train", "--resume", _temp["run"]);
    }

    [Fact]
    public void The_model_of_another_run_is_noticed_wherever_a_run_is_read()
    {
        string run = _temp["run"];
        string model = _temp["run/model.hnsg"];
        Cli.Succeed([.. Train(), "--no-report"]);
        Cli.Succeed([.. Train()[..^1], _temp["other"], "--seed", "2", "--no-report"]);
        System.IO.File.Copy(_temp["other/model.hnsg"], model, overwrite: true);
        foreach (
            string[] command in (string[][])
                [
                    ["eval", model],
                    ["predict", model, "0"],
                    ["doctor", run],
                    ["plot", "curves", "--run", run, "--out", _temp["x.svg"]],
                    ["plot", "raster", model, "0", "--out", _temp["x.svg"]],
                    ["report", "--run", run],
                    ["front", run, _temp["other"], "--out", _temp["x.svg"]],
                    ["train", "--resume", run],
                ]
        )
        {
            Cli.Fail(3, "not the model of this run", command);
        }
        Assert.False(System.IO.File.Exists(_temp["x.svg"]));
    }

    [Fact]
    public void What_cannot_be_in_a_file_of_a_run_is_said_with_its_field()
    {
        Cli.Succeed([.. Train(), "--no-report"]);
        string text = System.IO.File.ReadAllText(_temp["run/run.json"]);
        System.IO.File.WriteAllText(_temp["run/run.json"], text.Replace("\"batch\": 128", "\"batch\": -1"));
        Cli.Fail(3, "run.json: it was changed", "train", "--resume", _temp["run"]);
        Cli.Fail(3, "options.batch: -1", "report", "--run", _temp["run"]);
        System.IO.File.WriteAllText(_temp["run/run.json"], text.Replace(_temp["set"], _temp["gone"]));
        System.IO.File.Delete(_temp["run/result.json"]);
        Cli.Fail(3, "run.json: it names its data set", "train", "--resume", _temp["run"]);
        System.IO.File.WriteAllText(_temp["plan.json"], "{ \"dataset\": \"gone\", \"options\": { \"steps\": 2 } }");
        Cli.Fail(3, "plan.json: it names its data set", "sweep", _temp["plan.json"]);
    }

    [Fact]
    public void What_needs_more_memory_than_there_is_is_said_before_it_is_asked_for() =>
        Assert.Matches(
            "not enough memory: a training of 14,282,000 connections needs 2[0-9]{2} MiB, .* 128 MiB. Use fewer neurons",
            Refused(
                3,
                Cli.Run(
                    [("DOTNET_GCHeapHardLimit", "0x8000000")],
                    "train",
                    "--dataset",
                    "digits",
                    "--hidden",
                    "8000,1000",
                    "--out",
                    _temp["run"]
                )
            )
        );

    [Fact]
    public void Notices_about_a_set_of_ones_own_are_shown_and_kept()
    {
        Put(TrainImages, Images(20, most: 1));
        CliResult result = Cli.Succeed([.. Train(), "--no-report", "--json"]);
        Assert.Contains("hnsg: NOTICE: no pixel", result.Error, StringComparison.Ordinal);
        Assert.Contains("no pixel", (string)result.Json["notice"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_set_of_another_shape_does_not_fit_the_model()
    {
        Cli.Succeed(Train());
        Cli.Fail(2, "784 pixels", "eval", _temp["run/model.hnsg"], "--dataset", "digits");
    }

    [Fact]
    public void A_picture_that_is_none_is_named()
    {
        Cli.Succeed(Train());
        Put("x.png", [1, 2, 3]);
        Cli.Fail(3, "x.png", "predict", _temp["run/model.hnsg"], _temp["set/x.png"]);
        Cli.Fail(3, "nothing.png", "predict", _temp["run/model.hnsg"], _temp["nothing.png"]);
    }

    private static string Refused(int code, CliResult result)
    {
        Assert.True(result.Code == code, result.ToString());
        return result.Error;
    }

    private string[] Train() =>
        [
            "train",
            "--dataset",
            _temp["set"],
            "--hidden",
            "8",
            "--epochs",
            "1",
            "--validation",
            "4",
            "--out",
            _temp["run"],
        ];

    private void Damaged(string name, Action<byte[]> damage)
    {
        byte[] bytes = System.IO.File.ReadAllBytes(File(name));
        damage(bytes);
        Put(name, bytes);
        AssertRefused(name);
    }

    private void AssertRefused(string named)
    {
        Cli.Fail(3, named, Train());
        Assert.False(Directory.Exists(_temp["run"]));
    }

    private string File(string name) => Path.Combine(_temp["set"], name);

    private void Put(string name, byte[] bytes) => System.IO.File.WriteAllBytes(File(name), bytes);

    private static byte[] Images(int count, int side = 5, int most = 255) =>
        [
            .. (byte[])[0, 0, 8, 3],
            .. Word(count),
            .. Word(side),
            .. Word(side),
            .. Enumerable.Range(0, count * side * side).Select(i => (byte)(i * 31 % (most + 1))),
        ];

    private static byte[] Labels(int count) =>
        [.. (byte[])[0, 0, 8, 1], .. Word(count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 3))];

    private static byte[] Word(int value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, value);
        return word;
    }
}
