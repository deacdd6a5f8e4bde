using System.Security.Cryptography;
using Hnsg.Files;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Files;

/// <summary>Damaged files: an <see cref="InputException"/> or a valid network, never a crash, a hang, or much memory.</summary>
public class ModelFileFuzzTests
{
    private static readonly HiddenNetwork Network = SomeNetwork.Of(
        SomeNetwork.Unusual,
        new ModelMetadata { Width = 4, Classes = ["a", "b", "c"] }
    );

    private static readonly byte[] Whole = Network.ToBytes();

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Assert.False(IsNetwork(Whole.AsSpan(0, length)), $"cut at {length}");
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_even_with_a_right_checksum()
    {
        for (int length = 6; length < Whole.Length - 8; length++)
        {
            Assert.False(IsNetwork(WithChecksum(Whole.AsSpan(0, length))), $"cut at {length}");
        }
    }

    [Fact]
    public void Any_byte_changed_to_any_other_is_refused()
    {
        byte[] bytes = [.. Whole];
        for (int at = 0; at < bytes.Length; at++)
        {
            for (int change = 1; change < 256; change++)
            {
                bytes[at] ^= (byte)change;
                Assert.False(IsNetwork(bytes), $"byte {at} changed by {change}");
                bytes[at] = Whole[at];
            }
        }
    }

    [Fact]
    public void Any_byte_changed_with_a_right_checksum_is_refused_or_a_network()
    {
        byte[] body = Whole[..^8];
        int networks = 0;
        for (int at = 0; at < body.Length; at++)
        {
            for (int change = 1; change < 256; change++)
            {
                body[at] ^= (byte)change;
                networks += IsNetwork(WithChecksum(body)) ? 1 : 0;
                body[at] = Whole[at];
            }
        }
        Assert.InRange(networks, 1, int.MaxValue);
    }

    [Fact]
    public void Random_splices_with_a_right_checksum_are_refused_or_a_network()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 20_000; trial++)
        {
            List<byte> body = [.. Whole[..^8]];
            for (int edit = random.Next(1, 5); edit > 0; edit--)
            {
                int at = random.Next(6, body.Count);
                int count = random.Next(0, Math.Min(6, body.Count - at));
                switch (random.Next(3))
                {
                    case 0:
                        body.RemoveRange(at, count);
                        break;
                    case 1:
                        body.InsertRange(at, body.GetRange(random.Next(0, body.Count - count), count));
                        break;
                    default:
                        body[at] = (byte)random.Next(256);
                        break;
                }
            }
            IsNetwork(WithChecksum([.. body]));
        }
    }

    private static bool IsNetwork(ReadOnlySpan<byte> bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            HiddenNetwork network = ModelFile.Read(bytes, "fuzzed");
            Assert.Equal(network.Spec.Layers.Count, network.Masks.Count);
            return true;
        }
        catch (InputException error)
        {
            Assert.DoesNotContain(error.Message, char.IsControl);
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 48L << 20);
        }
    }

    private static byte[] WithChecksum(ReadOnlySpan<byte> body) => [.. body, .. SHA256.HashData(body)[..8]];
}
