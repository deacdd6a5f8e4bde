namespace Hnsg;

/// <summary>What a program may use of the machine's memory, looked at before much of it is asked for.</summary>
internal static class AvailableMemory
{
    /// <summary>Makes sure that there is enough, whatever else the machine does with it.</summary>
    /// <param name="bytes">Bytes that are needed.</param>
    /// <param name="what">What needs them, and what makes it need fewer: <c>… needs</c>, <c>use …</c>.</param>
    /// <exception cref="InsufficientMemoryException">The machine, or the container, has less.</exception>
    public static void Require(double bytes, (string Needs, string Advice) what)
    {
        double most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > most)
        {
            throw new InsufficientMemoryException(
                Visible.Text(
                    FormattableString.Invariant(
                        $"not enough memory: {what.Needs} {bytes / (1 << 20):N0} MiB, but this machine allows a program {most / (1 << 20):N0} MiB. {what.Advice}"
                    )
                )
            );
        }
    }
}
