using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Export;

/// <summary>What an export folder says about itself, in <c>export.json</c>.</summary>
public sealed record ExportManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "export.json";

    /// <summary>Name of the model's copy in an export folder.</summary>
    public const string ModelName = "model.hnsg";

    /// <summary>What it is: <c>c</c> or <c>verilog</c>.</summary>
    public required string Target { get; init; }

    /// <summary>What every name in it begins with.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the model file it was written from, in lower-case hex.</summary>
    public required string Model { get; init; }

    /// <summary>The SHA-256 of a network's model file, in lower-case hex: what an export calls its model.</summary>
    public static string Identity(HiddenNetwork network) =>
        Convert.ToHexStringLower(SHA256.HashData(ModelFile.ToBytes(network)));

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
                "there is no such file, so the folder is no export. Name a folder that 'hnsg export' has written"
            );
        }
        try
        {
            ExportManifest manifest =
                JsonSerializer.Deserialize(File.ReadAllBytes(path), ExportJson.Default.ExportManifest)
                ?? throw new JsonException("it is null");
            return CName.IsValid(manifest.Name) && manifest.Target is not null && manifest.Model is not null
                ? manifest
                : throw new JsonException("a value is missing or no name");
        }
        catch (JsonException error)
        {
            throw new InputException(path, $"it is damaged: {error.Message} Export the model again", error);
        }
    }

    /// <summary>Puts the manifest and the model's copy into an export folder.</summary>
    internal static void Write(string folder, string target, string name, HiddenNetwork network)
    {
        byte[] model = ModelFile.ToBytes(network);
        AtomicFile.Write(Path.Combine(folder, ModelName), model);
        AtomicFile.Write(
            Path.Combine(folder, FileName),
            JsonSerializer.Serialize(
                new ExportManifest
                {
                    Target = target,
                    Name = name,
                    Model = Convert.ToHexStringLower(SHA256.HashData(model)),
                },
                ExportJson.Default.ExportManifest
            ) + "\n"
        );
    }
}

/// <summary>Generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(ExportManifest))]
internal sealed partial class ExportJson : JsonSerializerContext;
