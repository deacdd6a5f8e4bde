using System.Globalization;
using Hnsg.Training.Options;

namespace Hnsg.Sweeps.Plans;

/// <summary>From the nodes of a plan to what it asks for.</summary>
internal sealed class PlanReader(string path, Func<IReadOnlyList<OptionValue>, TrainingOptions> syntax)
{
    private static readonly string[] s_parts =
    [
        "dataset",
        "options",
        "grid",
        "random",
        "draws",
        "draw-seed",
        "seeds",
        "halving",
        "budget",
    ];

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">Something cannot be used; says in which line.</exception>
    public SweepPlan Read()
    {
        PlanNode root = PlanJson.Read(path);
        Dictionary<string, PlanNode> parts = Members(root, "a plan", s_parts);
        PlanNode? budget = parts.GetValueOrDefault("budget");
        Dictionary<string, PlanNode> limits = budget is null ? [] : Members(budget, "a budget", ["runs", "epochs"]);
        IReadOnlyList<ulong> seeds = parts.TryGetValue("seeds", out PlanNode? list) ? Seeds(list) : [1];
        long? maxRuns = Optional(limits, "runs", 1, 1_000_000);
        var axes = new PlanAxes(path, syntax)
        {
            Options = Fixed(parts.GetValueOrDefault("options")),
            Grid = Grid(parts.GetValueOrDefault("grid")),
            Random = Random(parts.GetValueOrDefault("random")),
            Draws = (int?)Optional(parts, "draws", 1, 1_000_000),
            DrawSeed = (ulong)(Optional(parts, "draw-seed", 0, long.MaxValue) ?? 1),
        };
        Halving? halving = parts.TryGetValue("halving", out PlanNode? node) ? ReadHalving(node) : null;
        IReadOnlyList<SweepConfiguration> configurations = axes.Configurations(
            parts.GetValueOrDefault("draws")?.Line ?? parts.GetValueOrDefault("random")?.Line ?? root.Line,
            maxRuns,
            seeds.Count
        );
        if (node is not null)
        {
            CheckHalving(node, configurations);
        }
        return new SweepPlan
        {
            Path = path,
            Dataset = parts.TryGetValue("dataset", out PlanNode? dataset) ? Text(dataset) : null,
            Varied = axes.Varied,
            Configurations = configurations,
            Seeds = seeds,
            Halving = halving,
            MaxRuns = (int?)maxRuns,
            MaxEpochs = Optional(limits, "epochs", 1, long.MaxValue),
        };
    }

    private List<(OptionValue, int)> Fixed(PlanNode? node) =>
        [.. Options(node, "options").Select(it => (new OptionValue(it.Name, OptionText.Of(path, it.Value)), it.Line))];

    private List<GridAxis> Grid(PlanNode? node) =>
        [.. Options(node, "grid").Select(it => new GridAxis(it.Name, it.Line, OptionText.Several(path, it.Value)))];

    private List<RandomAxis> Random(PlanNode? node) =>
        [.. Options(node, "random").Select(it => new RandomAxis(it.Name, it.Line, RangeReader.Read(path, it.Value)))];

    private IReadOnlyList<(string Name, int Line, PlanNode Value)> Options(PlanNode? node, string part)
    {
        if (node is null)
        {
            return [];
        }
        if (node.Kind != PlanNodeKind.Object || node.Members.Count == 0)
        {
            throw PlanError.At(path, node.Line, $"\"{part}\" needs options and their values, as {{ \"keep\": … }}");
        }
        foreach ((string name, int line, _) in node.Members)
        {
            if (name is "seed" or "dataset")
            {
                throw PlanError.At(
                    path,
                    line,
                    $"\"{name}\" cannot be an option here; give it as \"{(name == "seed" ? "seeds" : name)}\" of the plan"
                );
            }
        }
        return node.Members;
    }

    private Halving ReadHalving(PlanNode node)
    {
        Dictionary<string, PlanNode> parts = Members(node, "halving", ["factor", "epochs"]);
        return new Halving
        {
            Factor = (int)(Optional(parts, "factor", 2, 16) ?? new Halving().Factor),
            Epochs = (int)(Optional(parts, "epochs", 1, 100_000) ?? new Halving().Epochs),
        };
    }

    // Runs are compared after as many epochs, on samples put aside.
    private void CheckHalving(PlanNode node, IReadOnlyList<SweepConfiguration> configurations)
    {
        if (configurations.Select(it => it.Options.Epochs).Distinct().Count() > 1)
        {
            throw PlanError.At(
                path,
                node.Line,
                "halving needs the same epochs for all runs, but this plan varies them"
            );
        }
        if (configurations.Any(it => it.Options.Validation == 0))
        {
            throw PlanError.At(path, node.Line, "halving compares validation accuracy, but validation is 0");
        }
    }

    private IReadOnlyList<ulong> Seeds(PlanNode node)
    {
        if (node.Kind == PlanNodeKind.Number)
        {
            return [.. Enumerable.Range(1, (int)Whole(node, "seeds", 1, 1000)).Select(seed => (ulong)seed)];
        }
        if (node.Kind != PlanNodeKind.List || node.Items.Count == 0)
        {
            throw PlanError.At(path, node.Line, "\"seeds\" must be a number N, for seeds 1…N, or a list of seeds");
        }
        ulong[] seeds = [.. node.Items.Select(item => (ulong)Whole(item, "seeds", 0, long.MaxValue))];
        return seeds.Distinct().Count() == seeds.Length
            ? seeds
            : throw PlanError.At(path, node.Line, "a seed is given twice");
    }

    private string Text(PlanNode node) =>
        node.Kind == PlanNodeKind.Text
            ? node.Text
            : throw PlanError.At(path, node.Line, $"expected a string, not {node.What}");

    private long? Optional(Dictionary<string, PlanNode> parts, string name, long least, long most) =>
        parts.TryGetValue(name, out PlanNode? node) ? Whole(node, name, least, most) : null;

    private long Whole(PlanNode node, string name, long least, long most) =>
        node.Kind == PlanNodeKind.Number
        && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
        && value >= least
        && value <= most
            ? value
            : throw PlanError.At(
                path,
                node.Line,
                $"\"{name}\" must be a whole number of at least {least}"
                    + (most == long.MaxValue ? "" : FormattableString.Invariant($" and at most {most:N0}"))
                    + $", not {node.What}"
            );

    private Dictionary<string, PlanNode> Members(PlanNode node, string what, string[] known)
    {
        if (node.Kind != PlanNodeKind.Object)
        {
            throw PlanError.At(path, node.Line, $"{what} must be an object in braces, not {node.What}");
        }
        foreach ((string name, int line, _) in node.Members)
        {
            if (!known.Contains(name))
            {
                throw PlanError.At(path, line, $"{what} has no \"{name}\": {Unknown(name, known)}");
            }
        }
        return node.Members.ToDictionary(member => member.Name, member => member.Value);
    }

    private static string Unknown(string name, string[] known) =>
        (Suggestion.Closest(name, known) is { } closest ? $"did you mean \"{closest}\"? " : "")
        + $"Known: {string.Join(", ", known)}";
}
