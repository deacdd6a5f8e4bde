namespace Hnsg.Training.Runs;

/// <summary>An option that has two values.</summary>
/// <param name="Option">Name as on the command line without dashes.</param>
/// <param name="One">The value on one side, as it is typed.</param>
/// <param name="Other">The value on the other side.</param>
public sealed record OptionDifference(string Option, string One, string Other);
