namespace Hnsg.Sweeps.Plans;

/// <summary>Values of a plan as they would be typed on the command line.</summary>
internal static class OptionText
{
    /// <summary>One value: a number, a text, true or false, or a list of those by layer.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public static string Of(string path, PlanNode node) =>
        node.Kind switch
        {
            PlanNodeKind.Number or PlanNodeKind.Text or PlanNodeKind.Switch => node.Text,
            PlanNodeKind.List when node.Items.Count > 0 && node.Items.All(IsScalar) => string.Join(
                ',',
                node.Items.Select(item => item.Text)
            ),
            _ => throw PlanError.At(
                path,
                node.Line,
                $"expected a number, a string, true, false, or a list of these with one per layer, not {node.What}"
            ),
        };

    /// <summary>A list of values, of which each is tried.</summary>
    /// <exception cref="InputException">It is not such a list, is empty, or has a value twice.</exception>
    public static IReadOnlyList<string> Several(string path, PlanNode node)
    {
        if (node.Kind != PlanNodeKind.List || node.Items.Count == 0)
        {
            throw PlanError.At(path, node.Line, $"expected a list of at least one value, not {What(node)}");
        }
        string[] values = [.. node.Items.Select(item => Of(path, item))];
        return values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw PlanError.At(path, node.Line, $"{twice.Key} is in the list twice")
            : values;
    }

    private static bool IsScalar(PlanNode node) =>
        node.Kind is PlanNodeKind.Number or PlanNodeKind.Text or PlanNodeKind.Switch;

    private static string What(PlanNode node) => node.Kind == PlanNodeKind.List ? "an empty one" : node.What;
}
