using CsCheck;
using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public sealed class IdxFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Kinds => ["images", "images.gz", "labels", "labels.gz"];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_cut_is_an_error(string kind)
    {
        byte[] whole = Whole(kind);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(Read(kind, whole[..length]), $"cut to {length}");
        }
        Assert.True(Read(kind, whole));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_changed_byte_is_an_error_or_read(string kind)
    {
        byte[] whole = Whole(kind);
        for (int i = 0; i < whole.Length; i++)
        {
            foreach (byte change in (byte[])[0x01, 0x80, 0xff])
            {
                byte[] changed = [.. whole];
                changed[i] ^= change;
                Read(kind, changed);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_appended_byte_of_a_plain_file_is_an_error(string kind)
    {
        if (!kind.EndsWith(".gz", StringComparison.Ordinal))
        {
            Assert.False(Read(kind, [.. Whole(kind), 0]));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Random_damage_is_an_error_or_read(string kind) =>
        Gen.Select(Gen.Int[0, 40], Gen.Byte.Array[0, 12])
            .Sample(
                (at, patch) =>
                {
                    byte[] bytes = Whole(kind);
                    patch.AsSpan(0, Math.Min(patch.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                    Read(kind, bytes);
                },
                iter: 300,
                threads: 1
            );

    private bool Read(string kind, byte[] bytes)
    {
        string path = _folder.Put(kind, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            if (kind.StartsWith("images", StringComparison.Ordinal))
            {
                IdxReader.ReadImages(path);
            }
            else
            {
                IdxReader.ReadLabels(path);
            }
            return true;
        }
        catch (InputException)
        {
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    private static byte[] Whole(string kind)
    {
        byte[] plain = kind.StartsWith("images", StringComparison.Ordinal)
            ? SomeData.Images(5, 4, 3)
            : SomeData.Labels([.. Enumerable.Range(0, 60).Select(i => (byte)(i % 10))]);
        return kind.EndsWith(".gz", StringComparison.Ordinal) ? SomeData.Gzip(plain) : plain;
    }
}
