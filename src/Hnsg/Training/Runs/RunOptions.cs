using System.Text.Json;
using System.Text.Json.Nodes;
using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Training.Methods;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;

namespace Hnsg.Training.Runs;

/// <summary>Options made comparable.</summary>
public static class RunOptions
{
    /// <summary>The same options with nothing left to a default: one value a layer, all sample counts as they come out.</summary>
    /// <param name="options">Options.</param>
    /// <param name="dataset">The data that they are used with.</param>
    /// <exception cref="OptionException">An option is out of range, or the data are too few for it.</exception>
    /// <exception cref="InputException">The data do not fit together.</exception>
    public static TrainingOptions Resolve(TrainingOptions options, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dataset);
        TrainingOptionsValidation.Check(options);
        dataset.Validate();
        return Fit(options, dataset);
    }

    /// <summary><see cref="Resolve"/> of options whose method need not agree with them.</summary>
    internal static TrainingOptions Fit(TrainingOptions options, Dataset dataset)
    {
        (SampleSet train, SampleSet? validation) = TrainingSession.Split(options, dataset.Train);
        return ByLayer(options) with { TrainSamples = train.Count, Validation = validation?.Count ?? 0 };
    }

    /// <summary>The same options with what does not depend on the data resolved.</summary>
    internal static TrainingOptions ByLayer(TrainingOptions options)
    {
        // As they are given: what the method makes of them follows again from the method.
        IReadOnlyList<LayerSpec> layers = TrainingOptionsValidation
            .Network(options with { Method = "hnsg" }, inputs: 1, classes: 1)
            .Layers;
        return options with
        {
            Slope = options.Slope ?? SurrogateCatalog.DefaultSlope(options.Surrogate),
            Keep = [.. layers.Select(layer => layer.Keep)],
            Gain = [.. layers.Select(layer => layer.Gain)],
            Threshold = [.. layers.Select(layer => layer.Lif.Threshold)],
            DecayShift = [.. layers.Select(layer => layer.Lif.DecayShift)],
            Reset = [.. layers.Select(layer => layer.Lif.Reset)],
            Neuron = [.. layers.Select(layer => layer.Lif.Kind)],
            SynapseShift = [.. layers.Select(layer => layer.Lif.SynapseShift)],
        };
    }

    /// <summary>The options whose values differ, in the order of <see cref="TrainingOptions"/>.</summary>
    /// <returns>Name as on the command line without dashes, and both values as they are typed.</returns>
    public static IEnumerable<OptionDifference> Differences(TrainingOptions one, TrainingOptions other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        JsonObject others = RunJson.ToObject(other);
        return RunJson
            .ToObject(one)
            .Where(pair => !JsonNode.DeepEquals(pair.Value, others[pair.Key]))
            .Select(pair => new OptionDifference(
                JsonNamingPolicy.KebabCaseLower.ConvertName(pair.Key),
                Typed(pair.Value),
                Typed(others[pair.Key])
            ));
    }

    /// <summary>The options in which a run differs, but for those that its method has no use for.</summary>
    internal static IEnumerable<OptionDifference> UsedDifferences(TrainingOptions run, TrainingOptions other) =>
        Differences(run, other).Where(it => !TrainingMethods.Find(run.Method).Unused.ContainsKey(it.Option));

    /// <summary>Makes sure that options are those of a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="description">The run.</param>
    /// <param name="options">The options, resolved.</param>
    /// <exception cref="OptionException">They differ; names the first that does.</exception>
    internal static void CheckSame(RunFolder folder, RunDescription description, TrainingOptions options)
    {
        if (UsedDifferences(description.Options, options).FirstOrDefault() is { } difference)
        {
            throw new OptionException(
                difference.Option,
                $"the run in {folder.Path} has {difference.One}, but {difference.Other} was given. "
                    + "Leave the option out to continue the run, or choose another folder for a new one."
            );
        }
    }

    /// <summary>Every option and its value as it is typed, in the order of <see cref="TrainingOptions"/>.</summary>
    public static IEnumerable<(string Name, string Value)> Values(TrainingOptions options) =>
        RunJson
            .ToObject(options)
            .Select(pair => (JsonNamingPolicy.KebabCaseLower.ConvertName(pair.Key), Typed(pair.Value)));

    private static string Typed(JsonNode? value) =>
        value switch
        {
            null => "none",
            JsonArray { Count: 0 } => "none",
            JsonArray list => string.Join(',', list.Select(Typed)),
            _ => value.ToString(),
        };
}
