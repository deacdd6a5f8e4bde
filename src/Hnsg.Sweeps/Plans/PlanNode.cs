namespace Hnsg.Sweeps.Plans;

/// <summary>A value of a plan and the line it stands in, which System.Text.Json's own trees do not keep.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Of a scalar: as it is typed, a text without its quotes. Of the others: empty.</param>
/// <param name="Line">Line in the file, the first is 1.</param>
internal sealed record PlanNode(PlanNodeKind Kind, string Text, int Line)
{
    /// <summary>Members of an object, in the order of the file.</summary>
    public IReadOnlyList<(string Name, int Line, PlanNode Value)> Members { get; init; } = [];

    /// <summary>Items of a list.</summary>
    public IReadOnlyList<PlanNode> Items { get; init; } = [];

    /// <summary>What it is, in words.</summary>
    public string What =>
        Kind switch
        {
            PlanNodeKind.Object => "an object",
            PlanNodeKind.List => "a list",
            PlanNodeKind.Null => "null",
            PlanNodeKind.Number => Text,
            _ => $"'{Text}'",
        };
}
