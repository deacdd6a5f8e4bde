using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hnsg.Disk;
using Hnsg.Export.Names;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Export;

/// <summary>The description of an export in its folder, <c>export.json</c>.</summary>
public sealed record ExportManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "export.json";

    /// <summary>Name of the model's copy in an export folder.</summary>
    public const string ModelName = "model.hnsg";

    /// <summary>What it is: <c>c</c> or <c>verilog</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Prefix of every name in it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the model file it was written from, in lower-case hex.</summary>
    public required string Model { get; init; }

    /// <summary>The other files of the export, as they were written.</summary>
    [JsonInclude]
    internal IReadOnlyList<ExportedFile> Files { get; init; } = [];

    /// <summary>The files of the previous export while this one replaces it; null afterwards.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<ExportedFile>? Replaces { get; init; }

    /// <summary>Whether an export over an earlier one was interrupted, so that files of both are in the folder.</summary>
    [JsonIgnore]
    public bool Unfinished => Replaces is not null;

    /// <summary>The SHA-256 of a network's model file, in lower-case hex: it identifies the model of an export.</summary>
    public static string Identity(TrainedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Convert.ToHexStringLower(SHA256.HashData(network.ToBytes()));
    }

    /// <summary>Reads the manifest of an export folder.</summary>
    /// <exception cref="InputException">There is none, or it is damaged.</exception>
    public static ExportManifest Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InputException(
                path,
                "this file is missing, so the folder is not an export. Name a folder that 'hnsg export' wrote"
            );
        }
        ExportManifest manifest = JsonInput.Deserialize(
            JsonInput.ReadObject(path, "the export.json of an export"),
            ExportJson.Default.ExportManifest,
            Damaged
        );
        return
            ExportName.IsPlain(manifest.Name)
            && manifest is { Target: not null, Model: not null, Files: not null }
            && manifest.Files.Concat(manifest.Replaces ?? []).All(IsFile)
            ? manifest
            : throw Damaged("a value is missing or is not a name", null);

        InputException Damaged(string problem, Exception? error) =>
            new(path, $"it is damaged: {problem}. Export the model again", error);
    }

    /// <summary>The content of the file.</summary>
    internal byte[] ToBytes() =>
        [.. JsonSerializer.SerializeToUtf8Bytes(this, ExportJson.Default.ExportManifest), .. "\n"u8];

    // A name that leads out of the folder is none.
    private static bool IsFile(ExportedFile? file) =>
        file is { Name.Length: > 0, Sha256: not null }
        && file.Name is not ("." or ".." or FileName)
        && file.Name.AsSpan().IndexOfAny("/\\:\0") < 0;
}

/// <summary>Generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(ExportManifest))]
internal sealed partial class ExportJson : JsonSerializerContext;
