using System.Globalization;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Training.Methods;

namespace Hnsg.Training.Runs;

/// <summary>Whether what the files of a run say can be, for files that somebody has changed.</summary>
internal static class RunCheck
{
    /// <summary>What cannot be in a <c>run.json</c>, with its field; null where all can.</summary>
    public static string? Problem(RunDescription run)
    {
        IReadOnlyList<int> layers = run.Layers;
        if (
            layers.Count != run.Options.Hidden.Count + 2
            || !layers.Skip(1).SkipLast(1).SequenceEqual(run.Options.Hidden)
        )
        {
            return $"layers is {Text(layers)} and options.hidden is {Text(run.Options.Hidden)}; the two do not fit each other";
        }
        if (run.Data.Sha256.Any(sum => sum.Value is null))
        {
            return "data.sha256 contains a null";
        }
        try
        {
            TrainingOptionsValidation.Check(run.Options);
            ModelLimits.CheckTotal(TrainingOptionsValidation.Network(run.Options, layers[0], layers[^1]));
            return null;
        }
        catch (OptionException error)
        {
            return InOptions(error);
        }
    }

    /// <summary>What cannot be in a <c>result.json</c>, with its field; null where all can.</summary>
    public static string? Problem(RunResult result)
    {
        int layers = result.Layers.Count - 1;
        if (layers < 1 || layers != result.Kept.Count)
        {
            return $"layers is {Text(result.Layers)} and kept has {result.Kept.Count} values; the two do not fit each other";
        }
        if (!TrainingMethods.Names.Contains(result.Method))
        {
            return $"method is '{result.Method}', which is unknown";
        }
        return result
                .Layers.Select((size, i) => Possible.Whole($"layers[{i}]", size, 1, NetworkSpecValidation.MaxWidth))
                .Concat(result.Kept.Select((kept, i) => Possible.Part($"kept[{i}]", kept)))
                .Append(Possible.Whole("epochs", result.Epochs, 1, 100_000))
                .Append(Possible.Whole("epochsRun", result.EpochsRun, 1, result.Epochs))
                .Append(Possible.Whole("trainSamples", result.TrainSamples, 1, int.MaxValue))
                .Append(Possible.Part("validationAccuracy", result.ValidationAccuracy))
                .Append(Possible.Whole("test.samples", result.Test.Samples, 1, int.MaxValue))
                .Append(Possible.Part("test.accuracy", result.Test.Accuracy))
                .Append(Possible.Part("firingIntensity.hidden", result.FiringIntensity.Hidden))
                .Append(Possible.Part("firingIntensity.spiking", result.FiringIntensity.Spiking))
                .Append(Possible.Part("firingIntensity.all", result.FiringIntensity.All))
                .Append(Possible.Whole("connections", result.Connections, 1, NetworkSpecValidation.MaxConnections))
                .Append(Possible.Whole("modelBytes", result.ModelBytes, 1, WeightFile.MostBytes))
                .Append(Possible.Seconds("trainSeconds", result.TrainSeconds))
                .Append(Possible.Amount("trainImagesPerSecond", result.TrainImagesPerSecond))
                .Concat(result.SecondsToAccuracy?.Select(Problem) ?? [])
                .FirstOrDefault(problem => problem is not null)
            ?? (result.Conversion is { } conversion ? Problem(conversion) : null);
    }

    /// <summary>The error of an option of a <c>run.json</c>, with its field.</summary>
    public static string InOptions(OptionException error) =>
        $"{Field(error.Option)}{error.Message[error.Option.Length..]}";

    /// <summary>The field of an option.</summary>
    /// <param name="option">The option's name as on the command line without dashes, such as <c>label-smoothing</c>.</param>
    public static string Field(string option) =>
        "options."
        + string.Concat(
            option.Split('-').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..])
        );

    private static string? Problem(KeyValuePair<string, double?> milestone) =>
        double.TryParse(milestone.Key, NumberStyles.Float, CultureInfo.InvariantCulture, out double accuracy)
        && Possible.Part("", accuracy) is null
            ? Possible.Seconds($"secondsToAccuracy.{milestone.Key}", milestone.Value)
            : $"secondsToAccuracy has '{milestone.Key}', which is not an accuracy in 0…1";

    private static string? Problem(ConversionReport conversion) =>
        conversion.Curve.Contains(null!) || !conversion.Curve.Select(it => it.Steps).SequenceEqual(Conversion.Steps)
            ? $"conversion.curve must have the steps {Text(Conversion.Steps)}"
            : Possible.Whole("conversion.steps", conversion.Steps, 1, NetworkSpecValidation.MaxSteps)
                ?? Possible.Part("conversion.sourceAccuracy", conversion.SourceAccuracy)
                ?? conversion
                    .Scales.Select(scale => Possible.Amount("conversion.scales", scale))
                    .Concat(conversion.Curve.Select(it => Possible.Part("conversion.curve", it.Accuracy)))
                    .FirstOrDefault(problem => problem is not null);

    private static string Text(IReadOnlyList<int> values) => string.Join(',', values);
}
