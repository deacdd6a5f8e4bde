using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Diagnosis;
using Hnsg.Diagnosis.Examining;

namespace Hnsg.Cli.Commands;

/// <summary>What the doctor found.</summary>
internal static class HealthText
{
    public static void Show(Patient patient, LoadedData data, HealthReport report)
    {
        Observation[] problems = [.. report.Problems];
        string verdict = problems.Length switch
        {
            0 => "Healthy: no problems were found.",
            1 => "1 problem was found.",
            _ => $"{problems.Length} problems were found.",
        };
        Console.Out.WriteLine($"{patient.Path}: {verdict}");
        foreach ((int n, Observation problem) in problems.Index())
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"{n + 1}. {problem.Symptom} ({Name(problem.Severity)}): {problem.Text}.");
            Console.Out.WriteLine($"   {problem.Advice}");
        }
        Console.Out.WriteLine();
        Console.Out.WriteLine(
            $"Examined with {Numbers.Count(report.Samples)} training samples of {data.Dataset.Name}, and healthy:"
        );
        foreach (Observation seen in report.Observations.Where(it => it.Severity == Severity.Healthy))
        {
            Console.Out.WriteLine($"  {seen.Symptom}: {seen.Text}");
        }
        if (report.Skipped.Count > 0)
        {
            Console.Out.WriteLine("Not examined:");
            foreach ((string symptom, string why) in report.Skipped)
            {
                Console.Out.WriteLine($"  {symptom}: {why}");
            }
        }
    }

    public static JsonObject Json(Patient patient, LoadedData data, HealthReport report) =>
        new()
        {
            ["model"] = patient.Path,
            ["dataset"] = data.Dataset.Name,
            ["source"] = data.Dataset.Source,
            ["notice"] = data.Notice,
            ["samples"] = report.Samples,
            ["healthy"] = report.Healthy,
            ["problems"] = new JsonArray([.. report.Problems.Select(Json)]),
            ["inOrder"] = new JsonArray([
                .. report.Observations.Where(seen => seen.Severity == Severity.Healthy).Select(Json),
            ]),
            ["notLookedAt"] = new JsonArray([
                .. report.Skipped.Select(skipped =>
                    (JsonNode)new JsonObject { ["symptom"] = skipped.Symptom, ["why"] = skipped.Why }
                ),
            ]),
        };

    private static JsonNode Json(Observation seen)
    {
        var json = new JsonObject
        {
            ["symptom"] = seen.Symptom,
            ["severity"] = Name(seen.Severity),
            ["number"] = seen.Number,
            ["limit"] = seen.Limit,
            ["text"] = seen.Text,
        };
        if (seen.Advice is { } advice)
        {
            json["advice"] = advice;
        }
        return json;
    }

    private static string Name(Severity severity) => severity.ToString().ToLowerInvariant();
}
