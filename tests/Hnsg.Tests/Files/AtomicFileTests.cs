using Hnsg.Files;
using Xunit;

namespace Hnsg.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private const int DiskFull = 28; // ENOSPC

    private readonly string _folder = Directory.CreateTempSubdirectory("hnsg").FullName;

    private string Target => Path.Combine(_folder, "model.hnsg");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_is_made()
    {
        AtomicFile.Write(Target, "zwölf");
        Assert.Equal("zwölf"u8.ToArray(), File.ReadAllBytes(Target));
        AssertAlone();
    }

    [Fact]
    public void An_earlier_file_is_replaced()
    {
        File.WriteAllText(Target, "a longer one before");
        AtomicFile.Write(Target, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(Target));
        AssertAlone();
    }

    [Fact]
    public void The_earlier_file_stays_until_the_new_one_is_whole()
    {
        File.WriteAllText(Target, "old");
        AtomicFile.Write(
            Target,
            stream =>
            {
                stream.Write("new"u8);
                stream.Flush();
                Assert.Equal("old", File.ReadAllText(Target));
            }
        );
    }

    [Fact]
    public void An_error_while_writing_passes_through_and_leaves_the_earlier_file()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<OperationCanceledException>(() =>
            AtomicFile.Write(
                Target,
                stream =>
                {
                    stream.Write("half"u8);
                    throw new OperationCanceledException();
                }
            )
        );
        Assert.Equal("old", File.ReadAllText(Target));
        AssertAlone();
    }

    [Fact]
    public void A_full_disk_is_named_and_leaves_the_earlier_file()
    {
        File.WriteAllText(Target, "old");
        var error = Assert.Throws<InputException>(() =>
            AtomicFile.Write(Target, _ => throw new IOException("No space left on device", DiskFull))
        );
        Assert.Contains("the disk is full", error.Message);
        Assert.Contains("the earlier file is intact", error.Message);
        Assert.Equal(Target, error.Path);
        Assert.Equal("old", File.ReadAllText(Target));
        AssertAlone();
    }

    [Fact]
    public void A_disk_that_is_really_full_says_how_much_was_to_be_written()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        var error = Assert.Throws<InputException>(() => AtomicFile.Write("/dev/full", new byte[123_456]));
        Assert.Contains("the disk is full: 123,456 bytes were to be written", error.Message);
    }

    [Fact]
    public void A_device_is_written_and_not_replaced()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "There is no /dev/null here.");
        AtomicFile.Write("/dev/null", new byte[10]);
        AtomicFile.Write("/dev/null", new byte[10]);
        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    [Fact]
    public void Files_in_shared_memory_are_files()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "There is no /dev/shm here.");
        string path = $"/dev/shm/hnsg-{Guid.NewGuid():N}";
        try
        {
            AtomicFile.Write(path, "new");
            Assert.Equal("new", File.ReadAllText(path));
            Assert.False(File.Exists(path + AtomicFile.Suffix));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_folder_in_the_way_is_named()
    {
        Directory.CreateDirectory(Target);
        Assert.Contains("it is a folder", Assert.Throws<InputException>(() => AtomicFile.Write(Target, "x")).Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        string path = Path.Combine(_folder, "no", "model.hnsg");
        Assert.Contains("does not exist", Assert.Throws<InputException>(() => AtomicFile.Write(path, "x")).Message);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_named()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Windows has other permissions, and root may write anywhere.");
            return;
        }
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Contains(
                "no permission",
                Assert.Throws<InputException>(() => AtomicFile.Write(Target, "x")).Message
            );
        }
        finally
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_file_that_another_writer_has_open_is_left_to_it()
    {
        using (new FileStream(Target + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Assert.Throws<InputException>(() => AtomicFile.Write(Target, "x"));
            Assert.True(File.Exists(Target + ".tmp"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_stays_a_link(bool pointsToFile)
    {
        string real = Path.Combine(_folder, "real.hnsg");
        if (pointsToFile)
        {
            File.WriteAllText(real, "old");
        }
        File.CreateSymbolicLink(Target, real);
        AtomicFile.Write(Target, "new");
        Assert.Equal(real, new FileInfo(Target).LinkTarget);
        Assert.Equal("new", File.ReadAllText(real));
    }

    [Fact]
    public void Leftovers_of_known_names_are_deleted_and_nothing_else()
    {
        string[] stays = ["model.hnsg", "mine.tmp", "checkpoint.bin"];
        foreach (string name in stays.Append("model.hnsg.tmp").Append("checkpoint.bin.tmp"))
        {
            File.WriteAllText(Path.Combine(_folder, name), "x");
        }
        AtomicFile.DeleteLeftovers(_folder, "model.hnsg", "checkpoint.bin", "result.json");
        Assert.Equal(stays.Order(), Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        AtomicFile.DeleteLeftovers(Path.Combine(_folder, "no such folder"), "model.hnsg");
    }

    private void AssertAlone() => Assert.Equal([Target], Directory.GetFiles(_folder));
}
