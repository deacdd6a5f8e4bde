using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>The names of enum values in a model file. The first of each is the default and is left out.</summary>
/// <remarks>Written out, so that renaming a value in the code does not change the format.</remarks>
internal sealed class ModelNames<T>(string option, params (T Value, string Name)[] names)
    where T : struct, Enum
{
    /// <summary>The name, or null for the default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has no name.</exception>
    public string? Name(T value)
    {
        string name =
            names.FirstOrDefault(it => it.Value.Equals(value)).Name
            ?? throw new ArgumentOutOfRangeException(nameof(value), value, $"It is not a known {option}.");
        return name == names[0].Name ? null : name;
    }

    /// <summary>The value of a name; the default for null.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public T Value(string? name)
    {
        foreach ((T value, string known) in names)
        {
            if (known == (name ?? names[0].Name))
            {
                return value;
            }
        }
        string all = string.Join(", ", names.Select(it => it.Name));
        throw new OptionException(option, $"'{NameText.Short(name!)}' is not one of {all}");
    }
}

/// <summary>The tables of <see cref="ModelNames{T}"/>.</summary>
internal static class ModelNames
{
    public static readonly ModelNames<InputEncoding> Encodings = new(
        "encoding",
        [.. InputEncodings.All.Select(it => (it.Value, it.Name))]
    );

    public static readonly ModelNames<WeightKind> Weights = new(
        "weights",
        (WeightKind.SignedConstant, "signed-constant"),
        (WeightKind.Binomial, "binomial"),
        (WeightKind.Uniform, "uniform")
    );

    public static readonly ModelNames<ResetKind> Resets = new(
        "reset",
        (ResetKind.Subtract, "subtract"),
        (ResetKind.Zero, "zero"),
        (ResetKind.None, "none"),
        (ResetKind.DelayedSubtract, "delayed-subtract")
    );
}
