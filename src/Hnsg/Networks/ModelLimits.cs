using System.Globalization;

namespace Hnsg.Networks;

/// <summary>What a model file may hold, beyond what a <see cref="NetworkSpec"/> allows.</summary>
internal static class ModelLimits
{
    private const int MostPixels = 65_535;

    /// <summary>Checks that all layers together are no larger than the largest layer may be.</summary>
    /// <exception cref="OptionException">They are.</exception>
    public static void CheckTotal(NetworkSpec spec)
    {
        long total = spec.AllConnections;
        if (total > NetworkSpecValidation.MaxConnections)
        {
            throw new OptionException(
                "hidden",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the layers have {total:N0} connections, but a model file holds at most {NetworkSpecValidation.MaxConnections:N0}"
                )
            );
        }
    }

    /// <summary>What is wrong with metadata, or null.</summary>
    public static string? Problem(ModelMetadata metadata, NetworkSpec spec)
    {
        if (metadata.Width is < 1 or > MostPixels || metadata.Height is < 1 or > MostPixels)
        {
            return $"the picture is {metadata.Width}×{metadata.Height}, but width and height must be in 1…{MostPixels}";
        }
        if (metadata is { Width: { } width, Height: { } height } && (long)width * height != spec.Inputs)
        {
            return $"a picture of {width}×{height} pixels for {spec.Inputs} inputs";
        }
        if (metadata.Classes is null || metadata.Classes.Contains(null!))
        {
            return "a class name is null";
        }
        if (metadata.Classes.Count != 0 && metadata.Classes.Count != spec.Classes)
        {
            return $"{metadata.Classes.Count} class names for {spec.Classes} classes";
        }
        foreach (string? text in metadata.Classes.Append(metadata.Dataset))
        {
            if (text is not null && !NameText.IsPrintable(text))
            {
                return $"the name '{NameText.Short(text)}' is longer than {NameText.MostCharacters} characters or has control characters";
            }
        }
        return null;
    }
}
