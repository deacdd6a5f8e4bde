namespace Hnsg.Bench.Measuring;

/// <summary>The step's time at one place of an axis.</summary>
/// <param name="Value">Value on the axis.</param>
/// <param name="Time">Time of a step.</param>
/// <param name="Factor">Time over that of the standard work, divided by value over that of the standard work: 1 is linear.</param>
internal sealed record ScalePoint(int Value, Spread Time, double Factor);
