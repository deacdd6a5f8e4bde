namespace Hnsg.Sweeps.Plans;

/// <summary>The error of a plan, with its place.</summary>
internal static class PlanError
{
    /// <summary>Makes the error of a line.</summary>
    public static InputException At(string path, int line, string what, Exception? inner = null) =>
        new(path, FormattableString.Invariant($"line {line}: {what}."), inner);
}
