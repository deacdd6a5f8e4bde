using System.IO.Compression;
using Hnsg.Disk;
using Hnsg.Files;
using Hnsg.Tests.Data;
using Xunit;

namespace Hnsg.Tests.Files;

public class FileKindTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("<!DOCTYPE html><html>", "web page")]
    [InlineData("\n <HTML><body>", "web page")]
    [InlineData("<!-- saved -->\n<html>", "web page")]
    [InlineData("<?xml version=\"1.0\"?>", "XML")]
    [InlineData("{ \"a\": 1 }", "JSON")]
    [InlineData("[1]", "JSON")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("GIF89a", "GIF")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:00", "Git LFS")]
    [InlineData("Handwritten ümläute\n", "text")]
    [InlineData("\u0001\u0002\u0003", null)]
    public void A_text_is_told(string start, string? kind) => Says(kind, System.Text.Encoding.UTF8.GetBytes(start));

    [Fact]
    public void Archives_pictures_and_our_own_files_are_told()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("a");
        }
        Says("ZIP", zip.ToArray());
        Says("gzip", SomeData.Gzip([1, 2, 3]));
        Says("PNG", SomeData.Png(1, 1, (_, _) => 0));
        Says("JPEG", [0xff, 0xd8, 0xff, 0xe0]);
        Says("HDF5", [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);
        Says("IDX file of pictures", SomeData.Images(1, 1, 1));
        Says("IDX file of labels", SomeData.Labels(1));
        Says("model file", SomeNetwork.Of(SomeNetwork.Unusual, new()).ToBytes());
        Says("zeros", new byte[100]);
        Says("UTF-16", [0xff, 0xfe, (byte)'{', 0]);
        Says(null, [0x80, 0x81, 0x82]);
    }

    [Fact]
    public void A_character_that_is_cut_is_still_text() => Says("text", [.. "abc"u8, 0xc3]);

    private static void Says(string? kind, byte[] start)
    {
        string sentence = FileKind.Sentence(start);
        if (kind is null)
        {
            Assert.Equal("", sentence);
        }
        else
        {
            Assert.Contains(kind, sentence, StringComparison.Ordinal);
            Assert.Matches("^ It is .*[.]$", sentence);
        }
    }
}
