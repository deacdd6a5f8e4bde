using Hnsg.Files;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Nir.Tests;

/// <summary>One network in files of many kinds, and files that reach beyond themselves or claim more than they hold.</summary>
public sealed class NirSampleTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    public static TheoryData<string> Same =>
        [
            "float32",
            "big-endian",
            "float16",
            "float64-big-endian",
            "uint8",
            "int16-big-endian",
            "uint64",
            "lzf",
            "gzip-latest",
            "two-growing-latest",
            "fixed-strings-latest",
            "names",
        ];

    [Theory, MemberData(nameof(Same))]
    public void Whatever_the_type_the_packing_and_the_names_it_is_the_same_network(string sample)
    {
        RealNetwork network = Assert.IsType<RealNetwork>(NirImport.Read(Samples.Write(_temp.Path, sample)).Network);
        // τ is ten steps and r is 1, so a white pixel counts a tenth of its weight.
        float[] weights = [200, 0, 3, 1, 1, 2, 250, 4, 5, 6, 7, 8];
        for (int neuron = 0; neuron < 3; neuron++)
        {
            for (int input = 0; input < 4; input++)
            {
                Assert.Equal(
                    weights[neuron * 4 + input] * 0.1f * 256 / 255,
                    network.Weights[0].Values!.Value.Span[input * 3 + neuron],
                    2e-6f * weights[neuron * 4 + input]
                );
            }
        }
        Samples.Write(_temp.Path, "float32");
        Assert.Equal(NirImport.Read(_temp["float32.nir"]).Network.ToBytes(), network.ToBytes());
    }

    public static TheoryData<string, string> Refused =>
        new()
        {
            { "external-storage", "/node/nodes/fc/weight: its data are in another file (external storage)" },
            { "virtual", "/node/nodes/fc/weight: it is a virtual data set" },
            { "external-link", "/node/nodes/fc/weight: it is an external link" },
            {
                "never-written",
                "/node/nodes/fc/weight: it claims 268,435,456 numbers, most of which cannot be in a file of"
            },
            {
                "deflated-zeros",
                "/node/nodes/fc/weight: it claims 16,777,216 numbers, most of which cannot be in a file of"
            },
            { "huge-chunk", "/node/nodes/fc/weight: its chunks are far larger than the data in them" },
        };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_not_in_the_file_is_not_read_and_no_memory_taken(string sample, string message)
    {
        string file = Samples.Write(_temp.Path, sample);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InputException error = Assert.Throws<InputException>(() => NirImport.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sample_is_tried() =>
        Assert.Equal(
            Samples.Names,
            Same.Select(it => it.Data).Concat(Refused.Select(it => it.Data.Item1)).Order(StringComparer.Ordinal)
        );

    public static TheoryData<string, byte[], string> NoNir =>
        new()
        {
            { "empty", [], "It is empty" },
            { "zip", [0x50, 0x4B, 3, 4, 20, 0], "ZIP archive" },
            { "page", [.. "<!DOCTYPE html><html>"u8], "HTML" },
            { "model", [.. "HNSG\u0001\u0000"u8], "Hnsg model file" },
            { "noise", [1, 2, 3, 0xFE, 0xFF], "this is not a NIR file, because it is not HDF5" },
        };

    [Theory, MemberData(nameof(NoNir))]
    public void Other_files_are_called_what_they_are(string name, byte[] bytes, string message)
    {
        File.WriteAllBytes(_temp[name], bytes);
        InputException error = Assert.Throws<InputException>(() => NirImport.Read(_temp[name]));
        Assert.Contains("it is not HDF5", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InputException>(() => NirImport.Read(_temp.Path));
        Assert.Contains("it is a folder", error.Message, StringComparison.Ordinal);
    }
}
