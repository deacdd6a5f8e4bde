using System.Text.Json;
using Hnsg.Disk;
using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>Spec and metadata of a network as JSON, as in model files, for files of other formats.</summary>
public static class ModelDescription
{
    /// <summary>The JSON; default values are left out.</summary>
    public static string ToJson(NetworkSpec spec, ModelMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(metadata);
        return JsonSerializer.Serialize(ModelJson.From(spec, metadata), ModelJsonContext.Default.ModelJson);
    }

    /// <summary>Reads the JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InputException">It is damaged, or a value is out of its range.</exception>
    public static (NetworkSpec Spec, ModelMetadata Metadata) FromJson(string json, string name)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(name);
        ModelJson model = JsonInput.Deserialize(
            System.Text.Encoding.UTF8.GetBytes(json),
            ModelJsonContext.Default.ModelJson,
            (problem, error) =>
                new InputException(name, $"the description is not the JSON of a model: {problem}", error)
        );
        if (model.HasHoles())
        {
            throw new InputException(name, "the description contains nulls");
        }
        try
        {
            NetworkSpec spec = model.ToSpec().Validate(real: true);
            ModelMetadata metadata = model.ToMetadata();
            return ModelLimits.Problem(metadata, spec) is { } problem
                ? throw new InputException(name, $"the description is out of range: {problem}")
                : (spec, metadata);
        }
        catch (OptionException error)
        {
            throw new InputException(name, $"the description is out of range: {error.Message}", error);
        }
    }

    /// <summary>The name of an encoding, such as <c>direct</c>.</summary>
    public static string Name(InputEncoding encoding) => ModelNames.Encodings.Name(encoding) ?? "direct";
}
