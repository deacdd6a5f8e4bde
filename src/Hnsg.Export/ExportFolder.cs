using System.Security.Cryptography;
using Hnsg.Disk;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Export;

/// <summary>The folder that an export goes into. Only files that an export has written are replaced or removed.</summary>
/// <remarks>
/// Which those are, the manifest says, by the SHA-256 of their content. It is the first file that is written, and names
/// the files of the earlier export too until all is done: so ours can be told from others at any moment, whatever is killed.
/// </remarks>
internal sealed class ExportFolder
{
    private readonly string _folder;
    private readonly bool _force;
    private readonly IReadOnlyList<ExportedFile> _earlier;

    private ExportFolder(string folder, bool force) =>
        (_folder, _force, _earlier) = (folder, force, Earlier(folder, force));

    /// <summary>Writes an export, and removes what an earlier one has left.</summary>
    /// <param name="folder">Folder to create, or the folder of an earlier export.</param>
    /// <param name="target">What it is.</param>
    /// <param name="name">Prefix of every name in it.</param>
    /// <param name="network">The network, which is put there too.</param>
    /// <param name="files">The files: name and content, not empty.</param>
    /// <param name="force">Whether to replace files that were not written by an export, or were changed since.</param>
    /// <exception cref="InputException">It cannot be written, or holds files that must not be replaced.</exception>
    public static void Write(
        string folder,
        string target,
        string name,
        HiddenNetwork network,
        IEnumerable<KeyValuePair<string, string>> files,
        bool force
    )
    {
        var contents = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach ((string file, string content) in files)
        {
            contents.Add(file, System.Text.Encoding.UTF8.GetBytes(content));
        }
        contents.Add(ExportManifest.ModelName, network.ToBytes());
        var manifest = new ExportManifest
        {
            Target = target,
            Name = name,
            Model = ExportManifest.Identity(network),
            Files = [.. contents.Select(it => new ExportedFile(it.Key, Hash(it.Value)))],
        };
        try
        {
            new ExportFolder(folder, force).Write(contents, manifest);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"the export cannot be written: {error.Message}", error);
        }
    }

    private void Write(SortedDictionary<string, byte[]> contents, ExportManifest manifest)
    {
        string[] stale = [.. _earlier.Select(it => it.Name).Except(contents.Keys)];
        if (!_force)
        {
            foreach (string name in contents.Keys.Concat(stale))
            {
                RequireOurs(name, manifest.Files);
            }
        }
        Directory.CreateDirectory(_folder);
        Put(ExportManifest.FileName, (manifest with { Replaces = _earlier }).ToBytes());
        foreach ((string name, byte[] content) in contents)
        {
            Put(name, content);
        }
        foreach (string name in stale)
        {
            File.Delete(In(name));
        }
        Put(ExportManifest.FileName, manifest.ToBytes());
        AtomicFile.DeleteLeftovers(_folder);
    }

    private static IReadOnlyList<ExportedFile> Earlier(string folder, bool force)
    {
        string path = Path.Combine(folder, ExportManifest.FileName);
        try
        {
            if (new FileInfo(path) is { Exists: true, LinkTarget: null })
            {
                ExportManifest manifest = ExportManifest.Read(folder);
                if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(manifest.ToBytes()))
                {
                    throw new InputException(path, "it was changed");
                }
                return [.. manifest.Replaces ?? [], .. manifest.Files];
            }
            if (IsFree(folder) || force)
            {
                return [];
            }
            throw new InputException(
                folder,
                "the folder holds other files. Choose a new folder, or give --force to write into this one"
            );
        }
        catch (InputException error) when (error.Path == path)
        {
            return force
                ? []
                : throw new InputException(
                    path,
                    $"this file is not as an export wrote it: {error.Detail}. Choose another folder, or give --force to replace it",
                    error
                );
        }
    }

    private static bool IsFree(string folder) =>
        !Directory.Exists(folder)
        || new DirectoryInfo(folder)
            .EnumerateFileSystemInfos()
            .All(it => it is FileInfo file && AtomicFile.IsLeftover(file));

    // What is there already as it would be written is no loss either.
    private void RequireOurs(string name, IReadOnlyList<ExportedFile> next)
    {
        var file = new FileInfo(In(name));
        if (!file.Exists && !Directory.Exists(file.FullName) && file.LinkTarget is null)
        {
            return;
        }
        if (
            file is not { Exists: true, LinkTarget: null }
            || !_earlier.Concat(next).Contains(new ExportedFile(name, Hash(file)))
        )
        {
            string what = _earlier.Any(it => it.Name == name)
                ? "this file was changed since it was exported"
                : "this file was not written by an export";
            throw new InputException(
                In(name),
                $"{what}; nothing was changed. Move it away, choose another folder, or give --force to replace it"
            );
        }
    }

    private void Put(string name, byte[] content)
    {
        if (new FileInfo(In(name)).LinkTarget is not null)
        {
            File.Delete(In(name));
        }
        AtomicFile.Write(In(name), content);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Hash(FileInfo file)
    {
        // A pipe seems empty, and must not be waited for.
        using Stream stream = file.Length == 0 ? Stream.Null : file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
