using System.Security.Cryptography;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The same options give the same bytes, whatever computes them.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("direct")]
    [InlineData("rate")]
    public void The_model_has_the_same_bytes_on_any_number_of_threads_and_any_instruction_set(string encoding)
    {
        string one = Train("one", encoding, "1", null);
        Assert.Equal(one, Train("two", encoding, "2", null));
        Assert.Equal(one, Train("three", encoding, "3", null));
        foreach (string set in (string[])["AVX512", "AVX2", "HWIntrinsic"])
        {
            Assert.Equal(one, Train(set, encoding, "2", $"DOTNET_Enable{set}"));
        }
    }

    private string Train(string name, string encoding, string threads, string? off)
    {
        CliResult train = Cli.Run(
            off is null ? [] : [(off, "0")],
            [.. Cli.Tiny(_temp[name]), "--encoding", encoding, "--threads", threads]
        );
        Assert.True(train.Code == 0, train.ToString());
        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(_temp[name], "model.hnsg"))));
    }
}
