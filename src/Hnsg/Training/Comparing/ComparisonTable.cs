using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Engine;
using Hnsg.Measures;

namespace Hnsg.Training.Comparing;

/// <summary>What a comparison came to: a row a method, and every run.</summary>
public sealed record ComparisonTable
{
    /// <summary>What the JSON begins with.</summary>
    internal const string Beginning = "{\n  \"dataset\": \"";

    private static readonly ComparisonContext s_context = new(
        new JsonSerializerOptions(ComparisonContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>What people should know about the choice of the data; null for nothing.</summary>
    public required string? Notice { get; init; }

    /// <summary>Preset that the options started from.</summary>
    public required string Preset { get; init; }

    /// <summary>The command line that makes it again: with all options that differ from the preset's.</summary>
    public required string Command { get; init; }

    /// <summary>Learning rates that were searched for each method's; empty without a search.</summary>
    public required IReadOnlyList<double> LearningRates { get; init; }

    /// <summary>What has to be said beside the table.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Runs side by side, and threads of each: what training seconds depend on.</summary>
    public required int Jobs { get; init; }

    /// <summary>Threads of each run.</summary>
    public required int Threads { get; init; }

    /// <summary>What has to be said beside the joules.</summary>
    public string EnergyCaveat { get; } = EnergyModel.Caveat;

    /// <summary>
    /// The methods as far as they have a finished run: those of the plan in its order, then those of earlier comparisons
    /// with the same options in this folder.
    /// </summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>Every finished run, by method and seed.</summary>
    public required IReadOnlyList<ComparisonRun> Runs { get; init; }

    /// <summary>The text of <c>comparison.json</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_context.ComparisonTable) + "\n";

    /// <summary>The text of <c>comparison.csv</c>: numbers as exact as they are held.</summary>
    public string ToCsv() => ComparisonText.Csv(this);

    /// <summary>The text of <c>comparison.md</c>.</summary>
    public string ToMarkdown() => ComparisonText.Markdown(this);

    /// <summary>The table for people, heading first: a line a method, with as many cells in every line.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lines() =>
        [ComparisonText.Headings, .. Rows.Select(ComparisonText.Cells)];

    /// <summary>What has to be said below the table.</summary>
    public IReadOnlyList<string> Footnotes() => ComparisonText.Footnotes(this);

    /// <summary>Writes <c>comparison.json</c>, <c>comparison.csv</c> and <c>comparison.md</c>.</summary>
    /// <exception cref="InputException">One cannot be written.</exception>
    internal void Write(string folder)
    {
        string[] files = Files(folder);
        AtomicFile.Write(files[0], ToJson());
        AtomicFile.Write(files[1], ComparisonText.Csv(this));
        AtomicFile.Write(files[2], ComparisonText.Markdown(this));
    }

    /// <summary>The three files in a folder.</summary>
    internal static string[] Files(string folder) =>
        [Path.Combine(folder, "comparison.json"), Path.Combine(folder, "comparison.csv"), MarkdownPath(folder)];

    /// <summary>Where <c>comparison.md</c> is.</summary>
    internal static string MarkdownPath(string folder) => Path.Combine(folder, "comparison.md");

    internal static ComparisonTable Of(
        ComparisonPlan plan,
        Dataset dataset,
        string? notice,
        IReadOnlyCollection<ComparisonRun> runs,
        int threads
    )
    {
        IReadOnlyList<string> methods =
        [
            .. plan.Methods.Union(TrainingChoices.Methods.Where(method => runs.Any(run => run.Method == method))),
        ];
        ComparisonRun[] ordered =
        [
            .. methods.SelectMany(method => runs.Where(run => run.Method == method).OrderBy(run => run.Seed)),
        ];
        return new ComparisonTable
        {
            Dataset = dataset.Name,
            Notice = notice,
            Preset = plan.Preset,
            Command = ComparisonCommand.Of(plan, dataset.Name, methods, runs),
            LearningRates = plan.LearningRates,
            Notes = plan.Notes(methods),
            Jobs = plan.Jobs,
            Threads = threads,
            Rows = [.. ordered.GroupBy(run => run.Method).Select(group => Row([.. group]))],
            Runs = ordered,
        };
    }

    private static ComparisonRow Row(ComparisonRun[] runs) =>
        new()
        {
            Method = runs[0].Method,
            Seeds = [.. runs.Select(run => run.Seed)],
            LearningRate = runs[0].LearningRate,
            Steps = [.. runs.Select(run => run.Cost.Steps)],
            Accuracies = [.. runs.Select(run => run.Result.Test.Accuracy)],
            ValidationAccuracy = Mean(runs, run => run.Result.ValidationAccuracy),
            SourceAccuracy = Mean(runs, run => run.Result.Conversion?.SourceAccuracy),
            Connections = runs.Average(run => run.Result.Connections),
            FiringIntensity = new FiringIntensity(
                runs.Average(run => run.Result.FiringIntensity.Hidden),
                runs.Average(run => run.Result.FiringIntensity.Spiking),
                Mean(runs, run => run.Result.FiringIntensity.All)
            ),
            Macs = runs.Average(run => run.Cost.Macs),
            Acs = runs.Average(run => run.Cost.Acs),
            Joules = EnergyModel.All.ToDictionary(
                model => model.Name,
                model => runs.Average(run => run.Cost.Joules(model))
            ),
            ModelBytes = runs.Average(run => run.Result.ModelBytes),
            TrainSeconds = runs.Average(run => run.Result.TrainSeconds),
        };

    private static double? Mean(ComparisonRun[] runs, Func<ComparisonRun, double?> value) =>
        runs.All(run => value(run) is not null) ? runs.Average(value) : null;
}

/// <summary>Generated at build time, so that ahead-of-time compilation needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(ComparisonTable))]
internal sealed partial class ComparisonContext : JsonSerializerContext;
