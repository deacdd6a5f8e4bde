namespace Hnsg.Sweeps.Plans;

/// <summary>An option and its value as it is typed.</summary>
/// <param name="Option">Name as on the command line without dashes.</param>
/// <param name="Value">Value, such as <c>0.05,0.5</c>.</param>
public sealed record OptionValue(string Option, string Value);
