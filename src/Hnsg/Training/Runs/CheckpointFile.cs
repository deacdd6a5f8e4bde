using System.Buffers.Binary;
using System.Security.Cryptography;
using Hnsg.Disk;

namespace Hnsg.Training.Runs;

/// <summary>The file from which training goes on.</summary>
/// <remarks>
/// Numbers little-endian:
/// <code>
/// bytes  content
/// 8      "HNSGCKPT"
/// 4      version
/// 32     SHA-256 that stands for the run's options and data
/// …      what TrainingSession.Save writes
/// 32     SHA-256 of all before
/// </code>
/// </remarks>
internal static class CheckpointFile
{
    private const int Version = 2;

    private static ReadOnlySpan<byte> Magic => "HNSGCKPT"u8;

    private static int HeaderBytes => Magic.Length + sizeof(int) + SHA256.HashSizeInBytes;

    /// <summary>Writes the state of a session.</summary>
    /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
    public static void Write(string path, byte[] identity, TrainingSession session) =>
        AtomicFile.Write(
            path,
            file =>
            {
                using SHA256 hash = SHA256.Create();
                using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                using (var buffer = new BufferedStream(hashed, 1 << 16))
                using (var writer = new BinaryWriter(buffer))
                {
                    writer.Write(Magic);
                    writer.Write(Version);
                    writer.Write(identity);
                    session.Save(writer);
                }
                file.Write(hash.Hash!);
            }
        );

    /// <summary>Makes a session and puts it where it was when the file was written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">What stands for the run's options and data.</param>
    /// <param name="start">Makes the session, once the file is known to be whole and of this run.</param>
    /// <exception cref="InputException">It is missing, damaged, or of another run.</exception>
    public static TrainingSession Read(string path, byte[] identity, Func<TrainingSession> start)
    {
        using FileStream file = InputFile.Open(path);
        TrainingSession? session = null;
        try
        {
            CheckHeader(path, file, identity);
            CheckWhole(path, file);
            file.Position = HeaderBytes;
            session = start();
            using var reader = new BinaryReader(file);
            session.Load(reader);
            if (file.Position != file.Length - SHA256.HashSizeInBytes)
            {
                throw new InvalidDataException($"at byte {file.Position}: it continues where it should end");
            }
            return session;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            session?.Dispose();
            throw Damaged(path, error.Message.TrimEnd('.'), error);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            session?.Dispose();
            throw FileErrors.Reading(path, error);
        }
    }

    private static void CheckHeader(string path, FileStream file, byte[] identity)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        int count = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = header[..count];
        if (!start[..Math.Min(count, Magic.Length)].SequenceEqual(Magic[..Math.Min(count, Magic.Length)]) || count == 0)
        {
            throw Damaged(path, $"at byte 0: it does not begin with HNSGCKPT.{FileKind.Sentence(start)}".TrimEnd('.'));
        }
        if (file.Length < HeaderBytes + SHA256.HashSizeInBytes)
        {
            throw Damaged(path, $"it is cut off at byte {file.Length}, before its header ends");
        }
        int version = BinaryPrimitives.ReadInt32LittleEndian(start[Magic.Length..]);
        if (version != Version)
        {
            throw new InputException(
                path,
                $"it has format version {version}, but this Hnsg reads version {Version}. Use the Hnsg that wrote it."
            );
        }
        if (!start[(Magic.Length + sizeof(int))..].SequenceEqual(identity))
        {
            throw new InputException(
                path,
                "it belongs to a run with other options or data than the run.json beside it. Put back the file that belongs here."
            );
        }
    }

    private static void CheckWhole(string path, FileStream file)
    {
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (long left = file.Length - SHA256.HashSizeInBytes; left > 0; )
        {
            int count = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (count == 0)
            {
                throw new EndOfStreamException("it was cut off while being read");
            }
            hash.AppendData(buffer, 0, count);
            left -= count;
        }
        var expected = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(expected);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(expected))
        {
            throw Damaged(path, "its checksum does not match its content, so it was cut off or changed");
        }
    }

    private static InputException Damaged(string path, string what, Exception? error = null) =>
        new(
            path,
            $"the checkpoint is damaged: {what}. Restore a copy, or delete it to train from the start again.",
            error
        );
}
