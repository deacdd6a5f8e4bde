namespace Hnsg;

/// <summary>The error for a name that is not in a catalogue.</summary>
internal static class UnknownName
{
    public static OptionException Error(string option, string name, IReadOnlyCollection<string> known)
    {
        string? closest = Suggestion.Closest(name, known);
        string hint = closest is null ? "" : $" Did you mean '{closest}'?";
        return new OptionException(option, $"'{name}' is not known.{hint} Known: {string.Join(", ", known)}.");
    }
}
