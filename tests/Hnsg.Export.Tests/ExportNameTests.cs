using Hnsg.Export.C;
using Hnsg.Export.Names;
using Hnsg.Export.Verilog;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Export.Tests;

/// <summary>What an export may be called: the same in C and in Verilog.</summary>
public sealed class ExportNameTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(""), InlineData("1a"), InlineData("a-b"), InlineData("A"), InlineData("a b"), InlineData("ä")]
    [InlineData("ａ"), InlineData("a\n"), InlineData("../a"), InlineData("a.c"), InlineData("$a"), InlineData("-o")]
    [InlineData("_a"), InlineData("a_"), InlineData("a__b"), InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void What_is_no_name_is_refused(string name) => Refused(name, "Use at most 40 lower-case letters");

    [Theory]
    [
        InlineData("int", "a keyword of C."),
        InlineData("restrict", "a keyword of C."),
        InlineData("typeof", "a keyword of C.")
    ]
    [
        InlineData("class", "a keyword of C++"),
        InlineData("co_await", "a keyword of C++"),
        InlineData("xor", "a keyword of C++")
    ]
    [InlineData("module", "a keyword of C++"), InlineData("endmodule", "a keyword of Verilog")]
    [InlineData("logic", "a keyword of Verilog"), InlineData("s_until_with", "a keyword of Verilog")]
    [InlineData("main", "a function"), InlineData("printf", "a function"), InlineData("memcpy", "a function")]
    [InlineData("strnlen", "a function"), InlineData("open", "a function"), InlineData("errno", "a function or macro")]
    [InlineData("stdint", "a header"), InlineData("math", "a header"), InlineData("unistd", "a header")]
    [InlineData("uint8_t", "a type"), InlineData("size_t", "a type"), InlineData("com1", "a device of Windows")]
    [InlineData("selftest", "another file"), InlineData("golden", "another file"), InlineData("avr", "another file")]
    public void What_means_something_else_is_refused_and_it_says_what(string name, string meaning) =>
        Refused(name, $"'{name}' cannot be used as a name: it is {meaning}");

    [
        Theory,
        InlineData("a"),
        InlineData("net_1"),
        InlineData("digits"),
        InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    ]
    public void Other_names_are_good(string name) => ExportName.Check(name);

    [Theory]
    [InlineData("layer"), InlineData("layers"), InlineData("weight"), InlineData("state"), InlineData("network")]
    [
        InlineData("source"),
        InlineData("mask0"),
        InlineData("reset_zero"),
        InlineData("decision"),
        InlineData("threefry")
    ]
    public void Names_that_the_exports_use_within_do_no_harm(string name)
    {
        Tool.Need("gcc", "gcc libc6-dev");
        Tool.Need("iverilog", "iverilog");
        HiddenNetwork network = SomeNetwork.Named("deep");
        CExport.Write(network, _temp["c"], Some.Golden(network, 1), new CExportOptions { Name = name });
        Assert.Contains("passed", Tool.Succeed(_temp["c"], "make", "check"), StringComparison.Ordinal);
        VerilogExport.Write(network, _temp["v"], Some.Golden(network, 1), new VerilogOptions { Name = name });
        Assert.Contains("passed", Tool.Succeed(_temp["v"], "make", "icarus"), StringComparison.Ordinal);
    }

    private void Refused(string name, string message)
    {
        HiddenNetwork network = SomeNetwork.Small;
        IReadOnlyList<GoldenSample> golden = Some.Golden(network, 1);
        foreach (
            Action write in (Action[])
                [
                    () => CExport.Write(network, _temp["e"], golden, new CExportOptions { Name = name }),
                    () => VerilogExport.Write(network, _temp["e"], golden, new VerilogOptions { Name = name }),
                ]
        )
        {
            OptionException error = Assert.Throws<OptionException>(write);
            Assert.Equal("name", error.Option);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(error.Message, char.IsControl);
        }
        Assert.False(Directory.Exists(_temp["e"]));
    }
}
