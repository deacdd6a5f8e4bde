using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<bool> PlainAndGzip => [false, true];

    [Theory, MemberData(nameof(PlainAndGzip))]
    public void Reads_pictures_whatever_the_file_is_called(bool gzip)
    {
        byte[] golden = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255];
        IdxImages images = IdxReader.ReadImages(_folder.Put("any.name", gzip ? SomeData.Gzip(golden) : golden));
        Assert.Equal((2, 1, 3), (images.Count, images.Height, images.Width));
        Assert.Equal([1, 2, 3, 4, 5, 255], images.Pixels.ToArray());
        Assert.Equal(SomeData.Sha256(golden), images.Sha256);
    }

    [Theory, MemberData(nameof(PlainAndGzip))]
    public void Reads_labels(bool gzip)
    {
        byte[] golden = [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 255];
        IdxLabels labels = IdxReader.ReadLabels(_folder.Put("labels", gzip ? SomeData.Gzip(golden) : golden));
        Assert.Equal([7, 0, 255], labels.Labels.ToArray());
        Assert.Equal(SomeData.Sha256(golden), labels.Sha256);
    }

    [Fact]
    public void Reads_what_packs_a_thousandfold()
    {
        byte[] zeros = SomeData.Images(5_000, 28, 28, new byte[5_000 * 784]);
        Assert.Equal(5_000, IdxReader.ReadImages(_folder.Put("zeros", SomeData.Gzip(zeros))).Count);
    }

    [Fact]
    public void A_missing_file_is_named() => Fails(_folder["nothing"], "no such file");

    [Fact]
    public void A_missing_folder_is_named() => Fails(_folder["no/thing"], "no such file");

    [Fact]
    public void A_folder_is_no_file() => Fails(_folder.Path, "is a folder");

    [Fact]
    public void An_empty_file_is_said_to_be_empty() => Fails(_folder.Put("x", []), "is empty");

    [Fact]
    public void A_cut_header_is_said_to_be_cut() =>
        Fails(_folder.Put("x", [0, 0, 8, 3, 0]), "ends after 5 bytes", "header of 16 bytes");

    [Fact]
    public void Labels_are_no_pictures() =>
        Fails(_folder.Put("x", SomeData.Labels(1, 2, 3, 4, 5, 6, 7, 8)), "0x00000801", "0x00000803", "swapped");

    [Fact]
    public void Another_file_is_no_idx_file() =>
        Fails(_folder.Put("x", "<!DOCTYPE html><html>"u8.ToArray()), "byte offset 0", "not an IDX file");

    [Fact]
    public void No_samples_are_an_error() => Fails(_folder.Put("x", SomeData.Images(0, 2, 2)), "byte offset 4 is 0");

    [Fact]
    public void No_rows_are_an_error() => Fails(_folder.Put("x", SomeData.Images(2, 0, 2)), "byte offset 8 is 0");

    [Fact]
    public void A_negative_count_is_an_error() =>
        Fails(_folder.Put("x", SomeData.Images(-1, 2, 2, [])), "byte offset 4 is 4294967295");

    [Fact]
    public void Pictures_beyond_65535_pixels_are_an_error() =>
        Fails(_folder.Put("x", SomeData.Images(1, 256, 256)), "256 × 256", "65,535");

    [Theory, MemberData(nameof(PlainAndGzip))]
    public void A_file_that_is_too_short_says_what_was_expected(bool gzip)
    {
        byte[] bytes = SomeData.Images(3, 2, 2, new byte[11]);
        Fails(_folder.Put("x", gzip ? SomeData.Gzip(bytes) : bytes), "ends at byte 27", "it has 28 bytes");
    }

    [Theory, MemberData(nameof(PlainAndGzip))]
    public void A_file_that_is_too_long_says_where_it_should_end(bool gzip)
    {
        byte[] bytes = SomeData.Images(3, 2, 2, new byte[13]);
        Fails(_folder.Put("x", gzip ? SomeData.Gzip(bytes) : bytes), "continues after byte 28");
    }

    [Fact]
    public void Damaged_gzip_is_said_to_be_damaged()
    {
        byte[] bytes = SomeData.Gzip(SomeData.Images(100, 2, 2));
        bytes[^5] ^= 1;
        Fails(_folder.Put("x", bytes), "gzip data are damaged");
    }

    [Fact]
    public void Gzip_without_its_trailer_is_an_error() =>
        Fails(_folder.Put("x", SomeData.Gzip(SomeData.Images(100, 2, 2))[..^8]), "gzip trailer");

    [Theory, MemberData(nameof(PlainAndGzip))]
    public void A_large_claim_of_a_small_file_costs_no_memory(bool gzip)
    {
        byte[] bytes = SomeData.Images(2_700_000, 28, 28, new byte[50]);
        string path = _folder.Put("x", gzip ? SomeData.Gzip(bytes) : bytes);
        Fails(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_claim_beyond_an_array_is_an_error() =>
        Fails(_folder.Put("x", SomeData.Images(int.MaxValue, 28, 28, [])), "at most 2,147,483,591");

    private static void Fails(string path, params string[] says)
    {
        InputException error = Assert.Throws<InputException>(() => IdxReader.ReadImages(path));
        Assert.Equal(path, error.Path);
        Assert.All(says, part => Assert.Contains(part, error.Message));
    }
}
