using System.Diagnostics;
using Hnsg.Training;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Terminal;

/// <summary>Training as it goes: a line an epoch, and on a terminal a bar below.</summary>
internal sealed class TrainingView : IProgress<TrainingProgress>, IDisposable
{
    private const int BarWidth = 20;

    private readonly TrainingRun _run;
    private readonly TerminalWriter _writer;
    private readonly StatusLine _status = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly int _epochsBefore;

    /// <summary>Makes the view, and says what is trained and where it goes.</summary>
    public TrainingView(TrainingRun run, bool json)
    {
        _run = run;
        _writer = json ? Screen.Error : Screen.Output;
        _epochsBefore = run.History.Count;
        RunDescription description = run.Description;
        _writer.WriteLine(
            $"training {string.Join('-', description.Layers)} on {description.Data.Name} ({description.Data.Source}), "
                + $"preset {description.Preset}, seed {description.Options.Seed}, into {run.Folder.Path}"
        );
        foreach (EpochReport report in run.History)
        {
            Write(report, "");
        }
        if (run.History.Count > 0)
        {
            _writer.WriteLine($"resumed after epoch {run.History.Count}");
        }
    }

    public void Report(TrainingProgress value)
    {
        double done = value.Epoch - 1 + (double)value.Batch / value.Batches;
        if (value.Completed is { } epoch)
        {
            Write(epoch, Left(done));
        }
        _status.Show(() =>
            [
                $"epoch {value.Epoch}/{value.Epochs}",
                FormattableString.Invariant($"{100 * done / value.Epochs:F0} %"),
                Bar.Of(done / value.Epochs, BarWidth),
                Left(done),
                FormattableString.Invariant($"loss {value.Loss:F4}"),
                $"train {Numbers.Percent(value.TrainAccuracy)}",
                $"{Numbers.Count((long)value.ImagesPerSecond)} images/s",
            ]
        );
    }

    public void Dispose() => _status.Dispose();

    private string Left(double epochs)
    {
        TimeSpan one = Stopwatch.GetElapsedTime(_start) / Math.Max(1e-3, epochs - _epochsBefore);
        return $"{Numbers.Duration(one * (_run.Description.Options.Epochs - epochs))} left";
    }

    private void Write(EpochReport epoch, string left) =>
        _writer.WriteLine(
            LineParts.Fitting(
                [
                    $"epoch {epoch.Epoch}/{_run.Description.Options.Epochs}",
                    FormattableString.Invariant($"loss {epoch.Loss:F4}"),
                    $"train {Numbers.Percent(epoch.TrainAccuracy)}",
                    epoch.ValidationAccuracy is { } accuracy ? $"validation {Numbers.Percent(accuracy)}" : "",
                    left,
                    FormattableString.Invariant(
                        $"intensity {epoch.FiringIntensity.Hidden:F4}/{epoch.FiringIntensity.Spiking:F4}"
                    ),
                    FormattableString.Invariant($"churn {epoch.MaskChurn:F4}"),
                    $"{Numbers.Count((long)epoch.ImagesPerSecond)} images/s",
                ],
                _writer.Width
            )
        );
}
