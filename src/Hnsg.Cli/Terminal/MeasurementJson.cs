using System.Text.Json.Nodes;
using Hnsg.Measures;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Terminal;

/// <summary>The measures of a network as JSON, for scripts.</summary>
internal static class MeasurementJson
{
    /// <summary>Adds the measures to an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="measured">What was measured.</param>
    /// <param name="names">Class names; may be fewer than classes.</param>
    /// <param name="exit">The margin that was chosen, and on which samples.</param>
    public static void AddTo(JsonObject json, Measurement measured, IReadOnlyList<string> names, ExitChoice exit)
    {
        foreach ((string name, JsonNode? value) in RunJson.ToObject(measured.Evaluation))
        {
            json[name] = value?.DeepClone();
        }
        json["layers"] = Array(measured.Layers, Layer);
        json["neurobench"] = NeuroBench(measured.Complexity);
        json["synapticOperations"] = measured.Complexity.SynapticOperations;
        json["energy"] = new JsonObject
        {
            ["caveat"] = EnergyModel.Caveat,
            ["joulesPerSample"] = new JsonObject(
                EnergyModel.All.Select(model =>
                    KeyValuePair.Create(model.Name, (JsonNode?)model.Joules(measured.Complexity))
                )
            ),
        };
        json["stepAccuracy"] = Array(measured.StepAccuracy, accuracy => accuracy);
        json["earlyExit"] = Exit(measured, exit);
        json["calibration"] = new JsonObject
        {
            ["confidence"] = measured.ReadsMembranes ? "mean membranes" : "votes",
            ["expectedError"] = measured.Calibration.Error,
            ["bins"] = Array(
                measured.Calibration.Reliability,
                bin => new JsonObject
                {
                    ["from"] = bin.From,
                    ["to"] = bin.To,
                    ["samples"] = bin.Samples,
                    ["confidence"] = bin.Confidence,
                    ["accuracy"] = bin.Accuracy,
                }
            ),
        };
        json["classes"] = Array(
            measured.Classes,
            c => new JsonObject
            {
                ["class"] = c.Class,
                ["name"] = c.Class < names.Count ? names[c.Class] : null,
                ["samples"] = c.Samples,
                ["precision"] = c.Precision,
                ["recall"] = c.Recall,
                ["f1"] = c.F1,
            }
        );
        int classes = measured.Classes.Count;
        json["confusion"] = Array(measured.Evaluation.Confusion.Chunk(classes), row => Array(row, count => count));
    }

    // Read-out neurons never spike, so nothing of this is defined for them.
    private static JsonObject Layer(LayerActivity layer) =>
        new()
        {
            ["layer"] = layer.Layer,
            ["neurons"] = layer.Neurons,
            ["intensity"] = layer.Spikes ? layer.Intensity : null,
            ["dead"] = layer.Spikes ? layer.Dead : null,
            ["saturated"] = layer.Spikes ? layer.Saturated : null,
            ["quantiles"] = layer.Spikes
                ? new JsonObject(
                    new[] { 0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0 }.Select(q =>
                        KeyValuePair.Create(FormattableString.Invariant($"{q}"), (JsonNode?)layer.Quantile(q))
                    )
                )
                : null,
        };

    private static JsonObject NeuroBench(Complexity complexity) =>
        new()
        {
            ["footprint"] = complexity.FootprintBytes,
            ["connectionSparsity"] = complexity.ConnectionSparsity,
            ["activationSparsity"] = complexity.ActivationSparsity,
            ["synapticOperations"] = new JsonObject
            {
                ["dense"] = complexity.Dense,
                ["effectiveMacs"] = complexity.EffectiveMacs,
                ["effectiveAcs"] = complexity.EffectiveAcs,
            },
            ["membraneUpdates"] = complexity.MembraneUpdates,
        };

    private static JsonObject Exit(Measurement measured, ExitChoice choice)
    {
        EarlyExit? chosen = choice.Of(measured);
        return new JsonObject
        {
            ["chosenOn"] = choice.Description,
            ["margin"] = chosen?.Margin,
            ["accuracy"] = chosen?.Accuracy,
            ["meanSteps"] = chosen?.MeanSteps,
            ["margins"] = Array(
                measured.Exits,
                exit => new JsonObject
                {
                    ["margin"] = exit.Margin,
                    ["accuracy"] = exit.Accuracy,
                    ["meanSteps"] = exit.MeanSteps,
                    ["lost"] = exit.Lost,
                    ["gained"] = exit.Gained,
                }
            ),
        };
    }

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> item) => new([.. items.Select(item)]);
}
