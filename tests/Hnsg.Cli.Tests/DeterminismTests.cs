using System.Security.Cryptography;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The same options give the same bytes, whatever computes them.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("hnsg", "direct")]
    [InlineData("hnsg", "rate")]
    [InlineData("weights", "rate")]
    public void The_model_has_the_same_bytes_on_any_number_of_threads_and_any_instruction_set(
        string method,
        string encoding
    )
    {
        string one = Train("one", method, encoding, "1", null);
        Assert.Equal(one, Train("two", method, encoding, "2", null));
        Assert.Equal(one, Train("three", method, encoding, "3", null));
        foreach (string set in (string[])["AVX512", "AVX2", "HWIntrinsic"])
        {
            Assert.Equal(one, Train(set, method, encoding, "2", $"DOTNET_Enable{set}"));
        }
    }

    private string Train(string name, string method, string encoding, string threads, string? off)
    {
        CliResult train = Cli.Run(
            off is null ? [] : [(off, "0")],
            [.. Cli.Tiny(_temp[name]), "--method", method, "--encoding", encoding, "--threads", threads]
        );
        Assert.True(train.Code == 0, train.ToString());
        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(_temp[name], "model.hnsg"))));
    }
}
