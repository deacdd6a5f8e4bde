using System.Text.Json.Serialization;
using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>The JSON of a model file: spec and metadata.</summary>
/// <remarks>
/// A field that has its default is left out. The defaults are those written here, pinned to the version of the
/// format: they stay when the library's own defaults change.
/// </remarks>
internal sealed record ModelJson
{
    public required int Inputs { get; init; }
    public required LayerJson[] Layers { get; init; }
    public ulong? Seed { get; init; }
    public int? Steps { get; init; }
    public string? Encoding { get; init; }
    public string? Weights { get; init; }
    public int? FractionBits { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public string[]? Classes { get; init; }
    public string? Dataset { get; init; }

    /// <summary>The JSON of a network.</summary>
    public static ModelJson From(NetworkSpec spec, ModelMetadata metadata) =>
        new()
        {
            Inputs = spec.Inputs,
            Layers = [.. spec.Layers.Select(LayerJson.From)],
            Seed = Unless(spec.Seed, 0ul),
            Steps = Unless(spec.Steps, 8),
            Encoding = ModelNames.Encodings.Name(spec.Encoding),
            Weights = ModelNames.Weights.Name(spec.Weights),
            FractionBits = Unless(spec.FractionBits, 8),
            Width = metadata.Width,
            Height = metadata.Height,
            Classes = metadata.Classes.Count == 0 ? null : [.. metadata.Classes],
            Dataset = metadata.Dataset,
        };

    /// <summary>Whether a network has what version 1 of the format cannot say.</summary>
    public static bool NeedsVersion2(NetworkSpec spec) =>
        spec.Encoding > InputEncoding.Rate || spec.Layers.Any(layer => layer.Lif.Kind != NeuronKind.Lif);

    /// <summary>Whether a list holds a null, which the JSON reader lets through.</summary>
    public bool HasHoles() => Layers.Contains(null!) || (Classes ?? []).Contains(null!);

    /// <summary>The spec, not yet validated.</summary>
    /// <exception cref="OptionException">A name is unknown.</exception>
    public NetworkSpec ToSpec() =>
        new()
        {
            Inputs = Inputs,
            Layers = [.. Layers.Select(layer => layer.ToSpec())],
            Seed = Seed ?? 0,
            Steps = Steps ?? 8,
            Encoding = ModelNames.Encodings.Value(Encoding),
            Weights = ModelNames.Weights.Value(Weights),
            FractionBits = FractionBits ?? 8,
        };

    /// <summary>The metadata, not yet validated.</summary>
    public ModelMetadata ToMetadata() =>
        new()
        {
            Width = Width,
            Height = Height,
            Classes = Classes ?? [],
            Dataset = Dataset,
        };

    /// <summary>The value, or null where it is the format's default.</summary>
    public static T? Unless<T>(T value, T standard)
        where T : struct, IEquatable<T> => value.Equals(standard) ? null : value;
}

/// <summary>One layer of <see cref="ModelJson"/>.</summary>
internal sealed record LayerJson
{
    public required int Neurons { get; init; }
    public double? Keep { get; init; }
    public double? Gain { get; init; }
    public int? DecayShift { get; init; }
    public double? Threshold { get; init; }
    public string? Reset { get; init; }
    public string? Neuron { get; init; }
    public int? SynapseShift { get; init; }
    public double? Beta { get; init; }

    public static LayerJson From(LayerSpec layer) =>
        new()
        {
            Neurons = layer.Neurons,
            Keep = ModelJson.Unless(layer.Keep, 0.1),
            Gain = ModelJson.Unless(layer.Gain, 1.0),
            DecayShift = ModelJson.Unless(layer.Lif.DecayShift, 4),
            Threshold = ModelJson.Unless(layer.Lif.Threshold, 1.0),
            Reset = ModelNames.Resets.Name(layer.Lif.Reset),
            Neuron = layer.Lif.Kind == NeuronKind.Lif ? null : layer.Lif.Kind.Name,
            SynapseShift = ModelJson.Unless(layer.Lif.SynapseShift, 0),
            Beta = layer.Lif.TrainedBeta,
        };

    public LayerSpec ToSpec() =>
        new()
        {
            Neurons = Neurons,
            Keep = Keep ?? 0.1,
            Gain = Gain ?? 1.0,
            Lif = new LifSpec
            {
                DecayShift = DecayShift ?? 4,
                Threshold = Threshold ?? 1.0,
                Reset = ModelNames.Resets.Value(Reset),
                Kind = Neuron is null ? NeuronKind.Lif : Known(Neuron),
                SynapseShift = SynapseShift ?? 0,
                TrainedBeta = Beta,
            },
        };

    private static NeuronKind Known(string name) =>
        NeuronKind.All.FirstOrDefault(kind => kind.Name == name)
        ?? throw new OptionException(
            "neuron",
            $"'{NameText.Short(name)}' is not one of {string.Join(", ", NeuronKind.All)}"
        );
}

/// <summary>Generated at build time, so that ahead-of-time compilation needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 4
)]
[JsonSerializable(typeof(ModelJson))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
