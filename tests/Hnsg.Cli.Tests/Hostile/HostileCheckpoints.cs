using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hnsg.Cli.Tests.Hostile;

/// <summary>Checkpoints whose checksum is right and whose numbers are not.</summary>
internal static class HostileCheckpoints
{
    private const int Header = 8 + 4 + 32;
    private const int Checksum = 32;
    private const int Report = 4 + 10 * 8;

    private static readonly long[] s_wholes =
    [
        -1,
        1,
        1_000_000,
        int.MaxValue,
        int.MinValue,
        long.MaxValue,
        long.MinValue,
    ];

    private static readonly double[] s_reals =
    [
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        -1,
        1e300,
        0.5,
    ];

    /// <summary>Every number of a valid checkpoint with every value that it cannot have, then random damage.</summary>
    /// <param name="valid">The bytes of a checkpoint after one epoch.</param>
    /// <param name="damaged">How many of the latter.</param>
    /// <param name="seed">Which ones.</param>
    public static IEnumerable<HostileInput> Of(byte[] valid, int damaged, int seed)
    {
        byte[] body = valid[..^Checksum];
        foreach ((string name, int at, int size, bool real) in Fields(body))
        {
            foreach (int i in Enumerable.Range(0, real ? s_reals.Length : s_wholes.Length))
            {
                byte[] changed = [.. body];
                Span<byte> place = changed.AsSpan(Header + at);
                if (real)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(place, s_reals[i]);
                }
                else if (size == 4)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(place, (int)s_wholes[i]);
                }
                else
                {
                    BinaryPrimitives.WriteInt64LittleEndian(place, s_wholes[i]);
                }
                yield return Signed($"{name} is {(real ? s_reals[i] : s_wholes[i])}", changed);
            }
        }
        var random = new Random(seed);
        for (int i = 0; i < damaged; i++)
        {
            byte[] changed = [.. body];
            for (int edit = random.Next(1, 4); edit > 0; edit--)
            {
                int at = random.Next(Header, changed.Length - 4);
                BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at), (uint)random.NextInt64(1L << 32));
            }
            int length = i % 3 == 0 ? random.Next(Header, changed.Length) : changed.Length;
            yield return Signed($"damage {i}", changed[..length]);
        }
    }

    // As TrainingState writes them; the reports of the epochs follow, then masks and arrays.
    private static IEnumerable<(string Name, int At, int Size, bool Real)> Fields(byte[] body)
    {
        (string Name, int Size, bool Real)[] first =
        [
            ("epoch", 4, false),
            ("batch", 4, false),
            ("step", 8, false),
            ("loss", 8, true),
            ("right answers", 8, false),
            ("samples", 8, false),
            ("input spikes", 8, false),
            ("hidden spikes", 8, false),
            ("output spikes", 8, false),
            ("seconds", 8, true),
            ("seconds of the epoch", 8, true),
            ("epochs since the best", 4, false),
            ("number of epochs", 4, false),
            ("number of the first epoch", 4, false),
            .. Enumerable.Range(0, 10).Select(i => ($"column {i} of the first epoch", 8, true)),
        ];
        int at = 0;
        foreach ((string name, int size, bool real) in first)
        {
            yield return (name, at, size, real);
            at += size;
        }
        int epochs = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(Header + at - Report - 4));
        at += (epochs - 1) * Report;
        yield return ("number of accuracies", at, 4, false);
    }

    private static HostileInput Signed(string name, byte[] body) =>
        new($"checkpoint: {name}", [.. body, .. SHA256.HashData(body)]);
}
