namespace Hnsg.Training;

/// <summary>What numbers in a file can be; each gives what is wrong, after the field's name, or null.</summary>
internal static class Possible
{
    private const double MostSeconds = 1e10;

    /// <summary>A part of a whole, in 0…1.</summary>
    public static string? Part(string field, double? value) =>
        Check(value is null or (>= 0 and <= 1), field, value, "0…1");

    /// <summary>Seconds since a training began.</summary>
    public static string? Seconds(string field, double? value) =>
        Check(value is null or (>= 0 and <= MostSeconds), field, value, "0…10^10");

    /// <summary>A finite number that is not negative.</summary>
    public static string? Amount(string field, double value) =>
        Check(value >= 0 && double.IsFinite(value), field, value, "0 or above");

    /// <summary>A whole number in a range.</summary>
    public static string? Whole(string field, long value, long least, long most) =>
        Check(
            value >= least && value <= most,
            field,
            value,
            FormattableString.Invariant(least == most ? (FormattableString)$"{least:N0}" : $"{least:N0}…{most:N0}")
        );

    private static string? Check(bool possible, string field, double? value, string range) =>
        possible ? null : FormattableString.Invariant($"{field} is {value}, but must be {range}");
}
