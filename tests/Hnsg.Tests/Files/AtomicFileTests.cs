using System.Diagnostics;
using Hnsg.Disk;
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
        Assert.Contains("the disk is full: it cannot hold another 123,456 bytes", error.Message);
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
    public void A_file_or_link_of_a_guessed_name_is_not_touched()
    {
        string precious = Path.Combine(_folder, "precious");
        File.WriteAllText(precious, "mine");
        File.WriteAllText(Target + ".tmp", "mine too");
        foreach (string guess in (string[])[".model.hnsg.tmp", "model.tmp", "model.hnsg~"])
        {
            File.CreateSymbolicLink(Path.Combine(_folder, guess), precious);
        }
        AtomicFile.Write(Target, "new");
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal("mine", File.ReadAllText(precious));
        Assert.Equal("mine too", File.ReadAllText(Target + ".tmp"));
        Assert.Equal(6, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Until_it_is_finished_it_has_a_random_name_beside_and_two_writers_do_not_meet()
    {
        List<string> names = [];
        AtomicFile.Write(
            Target,
            outer =>
            {
                names.Add(((FileStream)outer).Name);
                outer.Write("outer"u8);
                AtomicFile.Write(
                    Target,
                    inner =>
                    {
                        names.Add(((FileStream)inner).Name);
                        inner.Write("inner"u8);
                    }
                );
                Assert.Equal("inner", File.ReadAllText(Target));
            }
        );
        Assert.Equal("outer", File.ReadAllText(Target));
        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.Equal(_folder, Path.GetDirectoryName(name)));
        Assert.All(names, name => Assert.Matches("^[.]hnsg-[0-9a-f]{32}[.]tmp$", Path.GetFileName(name)));
        AssertAlone();
    }

    [Fact]
    public void A_name_as_long_as_names_may_be_is_written()
    {
        string target = Path.Combine(_folder, new string('n', 255));
        AtomicFile.Write(target, "new");
        Assert.Equal("new", File.ReadAllText(target));
    }

    [Fact]
    public void A_replaced_file_hands_its_permissions_on()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
            return;
        }
        foreach (UnixFileMode mode in (UnixFileMode[])[(UnixFileMode)0b110_000_000, (UnixFileMode)0b111_111_110])
        {
            File.WriteAllText(Target, "old");
            File.SetUnixFileMode(Target, mode);
            AtomicFile.Write(Target, "new");
            Assert.Equal(mode, File.GetUnixFileMode(Target));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_write_protected_file_stays(bool byLink)
    {
        File.WriteAllText(Target, "old");
        File.SetAttributes(Target, FileAttributes.ReadOnly);
        string path = byLink ? Path.Combine(_folder, "link") : Target;
        if (byLink)
        {
            File.CreateSymbolicLink(path, Target);
        }
        string message = Assert.Throws<InputException>(() => AtomicFile.Write(path, "new")).Message;
        Assert.Contains("write-protected", message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Target));
        File.SetAttributes(Target, FileAttributes.Normal);
    }

    [Fact]
    public void A_pipe_is_written_where_somebody_reads_and_stays_a_pipe()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "mkfifo is not here");
        using (Process make = Process.Start("/usr/bin/mkfifo", [Target]))
        {
            make.WaitForExit();
        }
        Assert.Contains("nobody reads", Assert.Throws<InputException>(() => AtomicFile.Write(Target, "x")).Message);
        // A reader that is there already, opened as a writer too so that neither waits for the other.
        using var reader = new FileStream(Target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
        AtomicFile.Write(Target, "new");
        var read = new byte[3];
        reader.ReadExactly(read);
        Assert.Equal("new"u8.ToArray(), read);
        AssertAlone();
    }

    [Fact]
    public void A_link_in_a_circle_is_an_error()
    {
        File.CreateSymbolicLink(Target, Target);
        Assert.Throws<InputException>(() => AtomicFile.Write(Target, "new"));
        AssertAlone();
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
    public void A_link_is_followed_over_folders_that_are_links()
    {
        string inner = Directory.CreateDirectory(Path.Combine(_folder, "real", "inner")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_folder, "way"), Path.Combine("real", "inner"));
        File.CreateSymbolicLink(Path.Combine(inner, "model.hnsg"), Path.Combine("..", "model.hnsg"));
        AtomicFile.Write(Path.Combine(_folder, "way", "model.hnsg"), "new");
        Assert.Equal("new", File.ReadAllText(Path.Combine(_folder, "real", "model.hnsg")));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "real")));
        Assert.Single(Directory.GetFiles(inner));
    }

    [Fact]
    public void Leftovers_are_deleted_and_nothing_else()
    {
        const string Digits = "0123456789abcdef0123456789abcdef";
        string[] stays =
        [
            "model.hnsg",
            "model.hnsg.tmp",
            ".hnsg-.tmp",
            $".hnsg-{Digits[1..]}.tmp",
            $".hnsg-{Digits[1..]}A.tmp",
            $".hnsg-{Digits}.tmp~",
            $"x.hnsg-{Digits}.tmp",
        ];
        foreach (string name in stays.Append($".hnsg-{Digits}.tmp"))
        {
            File.WriteAllText(Path.Combine(_folder, name), "x");
        }
        string link = $".hnsg-{Digits[1..]}f.tmp";
        File.CreateSymbolicLink(Path.Combine(_folder, link), Path.Combine(_folder, "model.hnsg"));
        AtomicFile.DeleteLeftovers(_folder);
        Assert.Equal(stays.Append(link).Order(), Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        AtomicFile.DeleteLeftovers(Path.Combine(_folder, "no such folder"));
    }

    [Fact]
    public void What_is_being_written_is_no_leftover() =>
        AtomicFile.Write(
            Target,
            stream =>
            {
                AtomicFile.DeleteLeftovers(_folder);
                Assert.True(File.Exists(((FileStream)stream).Name));
            }
        );

    private void AssertAlone() => Assert.Equal([Target], Directory.GetFiles(_folder));
}
