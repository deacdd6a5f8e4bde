using System.Globalization;
using Hnsg.Training;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Terminal;

/// <summary>What a run came to, for people.</summary>
internal static class ResultTable
{
    private static string Reached(KeyValuePair<string, double?> milestone) =>
        FormattableString.Invariant(
            $"{Numbers.Percent(double.Parse(milestone.Key, CultureInfo.InvariantCulture))} after {milestone.Value:G3} s"
        );

    public static void Show(RunResult result, string folder)
    {
        Table table = Screen.Table("Result", "");
        table.Row("data set", $"{result.Dataset} ({result.Source})");
        if (result.Notice is { } notice)
        {
            table.Row("notice", notice.Split(". ")[0]);
        }
        table.Row(
            "test accuracy",
            $"{Numbers.Percent(result.Test.Accuracy)} of {Counted.Of(result.Test.Samples, "sample")}"
        );
        table.Row("validation accuracy", Numbers.Percent(result.ValidationAccuracy));
        table.Row(Numbers.Activity(result.FiringIntensity, TrainingChoices.MakesSpikes(result.Method)));
        table.Row("kept connections", Numbers.Count(result.Connections));
        table.Row("model", Counted.Of(result.ModelBytes, "byte"));
        table.Row("training", $"{Numbers.Seconds(result.TrainSeconds)} s for {Counted.Of(result.EpochsRun, "epoch")}");
        if (result.SecondsToAccuracy?.Where(it => it.Value is not null).ToArray() is { Length: > 0 } reached)
        {
            table.Row("validation reached", string.Join(", ", reached.Select(Reached)));
        }
        table.Row("speed", $"{Numbers.Count((long)result.TrainImagesPerSecond)} images/s");
        table.Row("folder", folder);
        if (File.Exists(new RunFolder(folder).ReportPath))
        {
            table.Row("report", new RunFolder(folder).ReportPath);
        }
        Screen.Output.Write(table);
        string model = Shell.Quote(new RunFolder(folder).ModelPath);
        NextSteps.Show([
            NextSteps.Own($"eval {model}"),
            .. TrainingChoices.MakesHidden(result.Method) ? [NextSteps.Own($"predict {model} 0")] : (string[])[],
            NextSteps.Own($"inspect {model}"),
            .. TrainingChoices.MakesSpikes(result.Method) ? [NextSteps.Own($"plot raster {model} 0")] : (string[])[],
        ]);
    }
}
