namespace Hnsg;

/// <summary>The error for a name that is not in a catalogue.</summary>
internal static class UnknownName
{
    /// <summary>Makes the error: what was given, what was probably meant, and what is known.</summary>
    /// <param name="option">The option's name, without dashes.</param>
    /// <param name="name">What was given.</param>
    /// <param name="known">All known names.</param>
    public static OptionException Error(string option, string name, IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        string? closest = Suggestion.Closest(name, known);
        string hint = closest is null ? "" : $" Did you mean '{closest}'?";
        return new OptionException(option, $"'{name}' is unknown.{hint} Known: {string.Join(", ", known)}.");
    }
}
