using Hnsg.Export.C;
using Hnsg.Export.Verilog;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Export.Tests;

/// <summary>What an export replaces, and what it leaves alone.</summary>
public sealed class ExportFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly IReadOnlyList<GoldenSample> _golden = Some.Golden(SomeNetwork.Small, 1);

    private string Folder => _temp["e"];

    private string[] Files => [.. Directory.GetFileSystemEntries(Folder).Select(it => Path.GetFileName(it)!).Order()];

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void An_export_takes_the_place_of_another_kind_or_name_without_a_rest()
    {
        C("one");
        string[] c = Files;
        Verilog("one");
        string[] verilog = Files;
        Assert.Contains("one_memory0.hex", verilog);
        Assert.DoesNotContain("one.c", verilog);
        Assert.DoesNotContain("golden.h", verilog);
        Verilog("two");
        Assert.Equal(verilog.Select(it => it.Replace("one", "two", StringComparison.Ordinal)).Order(), Files);
        C("one");
        Assert.Equal(c, Files);
        ExportManifest manifest = ExportManifest.Read(Folder);
        Assert.Equal(c.Except([ExportManifest.FileName]), manifest.Files.Select(it => it.Name).Order());
        Assert.Null(manifest.Replaces);
    }

    [Fact]
    public void A_file_that_was_changed_is_not_replaced()
    {
        C();
        string[] before = Files;
        foreach (string name in (string[])["Makefile", "hnsg.c", "model.hnsg"])
        {
            byte[] content = File.ReadAllBytes(In(name));
            File.WriteAllText(In(name), "mine");
            Refused(name, "was changed", () => C());
            Refused(name, "was changed", () => Verilog());
            Assert.Equal("mine", File.ReadAllText(In(name)));
            Assert.Equal(before, Files);
            File.WriteAllBytes(In(name), content);
        }
        string manifest = File.ReadAllText(In(ExportManifest.FileName));
        File.AppendAllText(In(ExportManifest.FileName), " ");
        Refused(ExportManifest.FileName, "this file is not as an export wrote it", () => C());
        File.WriteAllText(In(ExportManifest.FileName), manifest);
        Verilog();
    }

    [Fact]
    public void A_file_that_no_export_has_written_is_not_replaced()
    {
        C();
        File.WriteAllText(In("other_memory0.hex"), "mine");
        Refused("other_memory0.hex", "this file was not written by an export", () => Verilog("other"));
        File.WriteAllText(In("notes.txt"), "mine too");
        Verilog();
        C();
        Assert.Equal("mine", File.ReadAllText(In("other_memory0.hex")));
        Assert.Equal("mine too", File.ReadAllText(In("notes.txt")));
    }

    [Fact]
    public void A_manifest_alone_makes_nothing_ours()
    {
        C();
        string manifest = File.ReadAllText(In(ExportManifest.FileName));
        Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        File.WriteAllText(In(ExportManifest.FileName), manifest);
        File.WriteAllText(In("Makefile"), "mine");
        Refused("Makefile", "was changed", () => C());
        // Such as other programs wrote, or people.
        foreach (
            string other in (string[])
                ["", "{}", "[1]", "null", "{\"target\":\"c\",\"name\":\"hnsg\",\"model\":\"0\"}", "\0"]
        )
        {
            File.WriteAllText(In(ExportManifest.FileName), other);
            Refused(null, "an export", () => C());
            Assert.Equal("mine", File.ReadAllText(In("Makefile")));
        }
    }

    [Theory]
    [InlineData("../precious"), InlineData("/precious"), InlineData(".."), InlineData("a/b"), InlineData("")]
    public void A_manifest_that_names_a_file_elsewhere_is_none(string name)
    {
        C();
        File.WriteAllText(_temp["precious"], "mine");
        string path = In(ExportManifest.FileName);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"hnsg.c\"", $"\"{name}\"", StringComparison.Ordinal));
        Refused(ExportManifest.FileName, "this file is not as an export wrote it", () => Verilog());
        Assert.Equal("mine", File.ReadAllText(_temp["precious"]));
    }

    [Fact]
    public void A_folder_of_other_things_is_refused_and_force_writes_among_them()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(In("precious.txt"), "mine");
        File.WriteAllText(In("Makefile"), "mine");
        Refused(null, "holds other files", () => C());
        Assert.Equal(["Makefile", "precious.txt"], Files);
        C(force: true);
        Assert.NotEqual("mine", File.ReadAllText(In("Makefile")));
        File.WriteAllText(In("hnsg.c"), "changed");
        Verilog(force: true);
        Assert.DoesNotContain("hnsg.c", Files);
        Assert.Equal("mine", File.ReadAllText(In("precious.txt")));
    }

    [Fact]
    public void Links_and_folders_in_the_way_are_not_followed()
    {
        C();
        File.WriteAllText(_temp["precious"], "mine");
        byte[] source = File.ReadAllBytes(In("hnsg.c"));
        File.Delete(In("hnsg.c"));
        // Even one that leads to the very content.
        File.WriteAllBytes(_temp["copy.c"], source);
        File.CreateSymbolicLink(In("hnsg.c"), _temp["copy.c"]);
        Refused("hnsg.c", "was changed", () => C());
        File.Delete(In("hnsg.c"));
        File.CreateSymbolicLink(In("hnsg.c"), _temp["precious"]);
        C(force: true);
        Assert.Equal("mine", File.ReadAllText(_temp["precious"]));
        Assert.Null(new FileInfo(In("hnsg.c")).LinkTarget);
        File.Delete(In("hnsg.c"));
        Directory.CreateDirectory(In("hnsg.c"));
        Refused("hnsg.c", "was changed", () => C());
        Directory.Delete(In("hnsg.c"));
        File.Move(In(ExportManifest.FileName), _temp["manifest"]);
        File.CreateSymbolicLink(In(ExportManifest.FileName), _temp["manifest"]);
        Refused(null, "holds other files", () => C());
    }

    [Fact]
    public void An_export_killed_at_any_moment_can_be_done_again_by_any_other()
    {
        C("one");
        Dictionary<string, byte[]> before = Content();
        C("one", SomeNetwork.Named("direct"));
        Dictionary<string, byte[]> after = Content();
        string[] changed = [.. after.Keys.Where(it => !before[it].AsSpan().SequenceEqual(after[it]))];
        Assert.True(changed.Length > 3);
        ExportManifest half = ExportManifest.Read(Folder) with { Replaces = Manifest(before).Files };
        // As many of the files as were written, the manifest first.
        for (int written = 0; written <= changed.Length; written++)
        {
            Put(before);
            File.WriteAllBytes(In(ExportManifest.FileName), half.ToBytes());
            foreach (string name in changed.Except([ExportManifest.FileName]).Take(written))
            {
                File.WriteAllBytes(In(name), after[name]);
            }
            Verilog("two");
            Assert.DoesNotContain("one.c", Files);
            Put([]);
        }

        Dictionary<string, byte[]> Content() => Files.ToDictionary(it => it, it => File.ReadAllBytes(In(it)));

        void Put(Dictionary<string, byte[]> files)
        {
            Directory.Delete(Folder, recursive: true);
            Directory.CreateDirectory(Folder);
            foreach ((string name, byte[] content) in files)
            {
                File.WriteAllBytes(In(name), content);
            }
        }

        ExportManifest Manifest(Dictionary<string, byte[]> files)
        {
            Put(files);
            return ExportManifest.Read(Folder);
        }
    }

    [Fact]
    public void What_a_killed_export_left_at_its_first_breath_is_no_other_file()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(In(".hnsg-00112233445566778899aabbccddeeff.tmp"), "half");
        C();
        Assert.DoesNotContain(Files, it => it.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private void C(string name = "hnsg", HiddenNetwork? network = null, bool force = false)
    {
        network ??= SomeNetwork.Small;
        CExport.Write(network, Folder, Some.Golden(network, 1), new CExportOptions { Name = name }, force);
    }

    private void Verilog(string name = "hnsg", bool force = false) =>
        VerilogExport.Write(SomeNetwork.Small, Folder, _golden, new VerilogOptions { Name = name }, force);

    private void Refused(string? file, string message, Action write)
    {
        InputException error = Assert.Throws<InputException>(write);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("--force", error.Message, StringComparison.Ordinal);
        if (file is not null)
        {
            Assert.Equal(In(file), error.Path);
        }
    }

    private string In(string name) => Path.Combine(Folder, name);
}
