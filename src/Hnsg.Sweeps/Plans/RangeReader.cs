using System.Globalization;

namespace Hnsg.Sweeps.Plans;

/// <summary>Reads where values of an option are drawn from.</summary>
internal static class RangeReader
{
    private const string Forms =
        "{ \"uniform\": [from, to] }, { \"log\": [from, to] }, { \"whole\": [from, to] }, { \"log-whole\": [from, to] }, "
        + "a list of values, or { \"layers\": [one of these for each layer] }";

    /// <summary>Reads the ranges of an option, one for all layers or one per layer.</summary>
    /// <exception cref="InputException">It is not a range, or is empty.</exception>
    public static IReadOnlyList<ValueRange> Read(string path, PlanNode node)
    {
        if (node is not { Kind: PlanNodeKind.Object, Members: [("layers", _, { } layers)] })
        {
            return [One(path, node)];
        }
        if (layers.Kind != PlanNodeKind.List || layers.Items.Count == 0)
        {
            throw PlanError.At(path, layers.Line, $"\"layers\" must be a list of ranges, not {layers.What}");
        }
        return
        [
            .. layers.Items.Select(item =>
                item.Kind is PlanNodeKind.Number or PlanNodeKind.Text
                    ? new ValueRange.Choice([item.Text])
                    : One(path, item)
            ),
        ];
    }

    private static ValueRange One(string path, PlanNode node)
    {
        if (node.Kind == PlanNodeKind.List)
        {
            return new ValueRange.Choice(OptionText.Several(path, node));
        }
        if (
            node is not { Kind: PlanNodeKind.Object, Members: [var (form, line, ends)] }
            || form is not ("uniform" or "log" or "whole" or "log-whole")
        )
        {
            throw PlanError.At(path, node.Line, $"a range must be {Forms}");
        }
        if (ends.Kind != PlanNodeKind.List || ends.Items.Count != 2)
        {
            throw PlanError.At(path, line, $"\"{form}\" needs two numbers, [from, to]");
        }
        (double from, double to) = (Number(path, ends.Items[0]), Number(path, ends.Items[1]));
        if (from >= to)
        {
            throw PlanError.At(
                path,
                line,
                $"the range is empty: {ends.Items[0].Text} is not less than {ends.Items[1].Text}"
            );
        }
        if (form is "log" or "log-whole" && from <= 0)
        {
            throw PlanError.At(path, line, $"a logarithmic range must begin above 0, not at {ends.Items[0].Text}");
        }
        if (form is "uniform" or "log")
        {
            return new ValueRange.Real(from, to, form == "log");
        }
        return from == Math.Floor(from) && to == Math.Floor(to) && Math.Max(-from, to) <= 1e15
            ? new ValueRange.Whole((long)from, (long)to, form == "log-whole")
            : throw PlanError.At(path, line, $"\"{form}\" needs whole numbers of at most 10^15");
    }

    private static double Number(string path, PlanNode node) =>
        node.Kind == PlanNodeKind.Number
        && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : throw PlanError.At(path, node.Line, $"expected a number, not {node.What}");
}
