namespace Hnsg.Sweeps.Plans;

/// <summary>An option all of whose values are tried.</summary>
/// <param name="Option">The option.</param>
/// <param name="Line">Line in the plan.</param>
/// <param name="Values">Values as they are typed.</param>
internal sealed record GridAxis(string Option, int Line, IReadOnlyList<string> Values);
