using System.Diagnostics;
using Hnsg.Training;
using Hnsg.Training.Runs;
using Spectre.Console;

namespace Hnsg.Cli.Terminal;

/// <summary>Training as it goes: a line an epoch, and on a terminal a live bar below.</summary>
internal sealed class TrainingView : IProgress<TrainingProgress>, IDisposable
{
    private readonly TrainingRun _run;
    private readonly IAnsiConsole _screen;
    private readonly TextWriter _writer;
    private readonly bool _live;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly int _epochsBefore;
    private ProgressTask? _bar;

    private TrainingView(TrainingRun run, bool json)
    {
        _run = run;
        _screen = json ? Screen.Error : Screen.Output;
        _writer = json ? Console.Error : Console.Out;
        _live = !(json ? Console.IsErrorRedirected : Console.IsOutputRedirected) && _screen.Profile.Capabilities.Ansi;
        _epochsBefore = run.History.Count;
    }

    /// <summary>Makes the view, and says what is trained and where it goes.</summary>
    public static TrainingView Create(TrainingRun run, bool json)
    {
        var view = new TrainingView(run, json);
        RunDescription description = run.Description;
        view.Line(
            $"training {string.Join('-', description.Layers)} on {description.Data.Name} ({description.Data.Source}), "
                + $"preset {description.Preset}, seed {description.Options.Seed}, into {run.Folder.Path}"
        );
        foreach (EpochReport report in run.History)
        {
            view.Line(view.Text(report, null));
        }
        if (run.History.Count > 0)
        {
            view.Line($"resumed after epoch {run.History.Count}");
        }
        return view;
    }

    /// <summary>Shows what goes on while something is done.</summary>
    public T Show<T>(Func<IProgress<TrainingProgress>, T> work)
    {
        if (!_live)
        {
            return work(this);
        }
        return _screen
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                _bar = context.AddTask(
                    "starting",
                    maxValue: (double)_run.Description.Options.Epochs * _run.BatchesPerEpoch
                );
                return work(this);
            });
    }

    public void Report(TrainingProgress value)
    {
        if (_bar is not null)
        {
            _bar.Value = (value.Epoch - 1.0) * value.Batches + value.Batch;
            _bar.Description = FormattableString.Invariant(
                $"epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:F4}  train {value.TrainAccuracy * 100:F2} %  {value.ImagesPerSecond:N0} images/s"
            );
        }
        if (value.Completed is { } epoch)
        {
            Line(Text(epoch, Left(epoch.Epoch)));
        }
    }

    public void Dispose() => _writer.Flush();

    private TimeSpan Left(int epoch) =>
        Stopwatch.GetElapsedTime(_start)
        / Math.Max(1, epoch - _epochsBefore)
        * (_run.Description.Options.Epochs - epoch);

    private string Text(EpochReport epoch, TimeSpan? left)
    {
        string validation = epoch.ValidationAccuracy is null
            ? ""
            : $"validation {Numbers.Percent(epoch.ValidationAccuracy)}  ";
        string time = left is { } rest ? $"  {Numbers.Duration(rest)} left" : "";
        return FormattableString.Invariant(
                $"epoch {epoch.Epoch}/{_run.Description.Options.Epochs}  loss {epoch.Loss:F4}  train {epoch.TrainAccuracy * 100:F2} %  {validation}"
            )
            + FormattableString.Invariant(
                $"intensity {epoch.FiringIntensity.Hidden:F4}/{epoch.FiringIntensity.Spiking:F4}  churn {epoch.MaskChurn:F4}  {epoch.ImagesPerSecond:N0} images/s{time}"
            );
    }

    // Above the live bar Spectre has to place the line; elsewhere it would only break it at some width.
    private void Line(string text)
    {
        if (_bar is not null)
        {
            _screen.Write(new Text(text + "\n"));
        }
        else
        {
            _writer.WriteLine(text);
        }
    }
}
