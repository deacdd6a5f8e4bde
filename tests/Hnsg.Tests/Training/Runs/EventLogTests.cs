using Hnsg.Tests.Data;
using Hnsg.Training;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Training.Runs;

/// <summary>Event files, read back by a reader that shares nothing with the writer.</summary>
public sealed class EventLogTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Every_epoch_is_a_step_with_the_numbers_of_the_metrics()
    {
        using (TrainingRun run = SomeRun.Start(_temp.Path))
        {
            run.WriteEvents();
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
        IReadOnlyList<EventFileReader.Event> events = EventFileReader.Read(EventFile());
        Assert.Equal("brain.Event:2", events[0].Version);
        Assert.Empty(events[0].Scalars);
        IReadOnlyList<EpochReport> history = new RunFolder(_temp.Path).ReadMetrics();
        Assert.Equal([1, 2, 3], events.Skip(1).Select(it => it.Step));
        foreach ((EpochReport epoch, EventFileReader.Event found) in history.Zip(events.Skip(1)))
        {
            Assert.Equal((float)epoch.Loss, found.Scalars["loss/train"]);
            Assert.Equal((float)epoch.TrainAccuracy, found.Scalars["accuracy/train"]);
            Assert.Equal((float)epoch.ValidationAccuracy!, found.Scalars["accuracy/validation"]);
            Assert.Equal((float)epoch.FiringIntensity.Hidden, found.Scalars["intensity/hidden"]);
            Assert.Equal((float)epoch.FiringIntensity.Spiking, found.Scalars["intensity/spiking"]);
            Assert.Equal((float)epoch.MaskChurn, found.Scalars["mask/churn"]);
            Assert.Equal((float)epoch.LearningRate, found.Scalars["training/learning rate"]);
            Assert.Equal((float)epoch.ImagesPerSecond, found.Scalars["training/images per second"]);
            Assert.Equal(
                0.2 * 784 * 24 / (784 * 24 + 240) + 0.5 * 240 / (784 * 24 + 240),
                found.Scalars["mask/kept"],
                1e-6
            );
            // Direct-coded input has no spikes.
            Assert.False(found.Scalars.ContainsKey("intensity/all"));
            Assert.Equal(epoch.Seconds, found.Time - events[0].Time, 1e-6);
        }
    }

    [Fact]
    public void The_kept_fraction_follows_its_schedule_and_methods_without_masks_have_none()
    {
        using (
            TrainingRun run = SomeRun.Start(
                _temp["cubic"],
                SomeRun.Options with
                {
                    KeepSchedule = "cubic",
                    KeepUntil = 1,
                    Keep = [0.2],
                }
            )
        )
        {
            run.WriteEvents();
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
        float[] kept = [.. EventFileReader.Read(EventFile("cubic")).Skip(1).Select(it => it.Scalars["mask/kept"])];
        Assert.Equal([0.2f + 0.8f * 8 / 27, 0.2f + 0.8f / 27, 0.2f], kept, (a, b) => Math.Abs(a - b) < 1e-5);
        using (TrainingRun run = SomeRun.Start(_temp["weights"], SomeRun.Options with { Method = "weights" }))
        {
            run.WriteEvents();
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
        Assert.All(
            EventFileReader.Read(EventFile("weights")).Skip(1),
            it => Assert.False(it.Scalars.ContainsKey("mask/kept"))
        );
    }

    [Fact]
    public void A_resumed_run_goes_on_unasked_and_repeats_no_step()
    {
        using (TrainingRun run = SomeRun.Start(_temp.Path))
        {
            run.WriteEvents();
            SomeRun.Stop(run, 6);
        }
        string file = EventFile();
        byte[] whole = File.ReadAllBytes(file);
        // A process that is killed leaves an epoch after its last checkpoint, and half of another.
        File.WriteAllBytes(file, [.. whole, .. whole[^100..], .. whole[^100..^50]]);
        File.WriteAllText(_temp[".hnsg-00112233445566778899aabbccddeeff.tmp"], "half a file");
        using (TrainingRun run = SomeRun.Resume(_temp.Path))
        {
            Assert.Equal(whole, File.ReadAllBytes(file));
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
        Assert.Equal([0, 1, 2, 3], EventFileReader.Read(file).Select(it => it.Step));
        Assert.Equal([file], Directory.GetFiles(_temp.Path, "events*"));
        Assert.Empty(Directory.GetFiles(_temp.Path, "*.tmp"));
    }

    [Fact]
    public void A_run_without_one_can_be_given_one_later_with_the_epochs_before()
    {
        using (TrainingRun run = SomeRun.Start(_temp.Path))
        {
            SomeRun.Stop(run, 6);
        }
        Assert.Empty(Directory.GetFiles(_temp.Path, "events*"));
        using (TrainingRun run = SomeRun.Resume(_temp.Path))
        {
            run.WriteEvents();
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
        Assert.Equal([0, 1, 2, 3], EventFileReader.Read(EventFile()).Select(it => it.Step));
    }

    [Fact]
    public void The_reader_knows_the_checksum_and_sees_every_changed_byte()
    {
        Assert.Equal(0xE306_9283, EventFileReader.Crc32C("123456789"u8));
        using (TrainingRun run = SomeRun.Start(_temp.Path))
        {
            run.WriteEvents();
        }
        byte[] good = File.ReadAllBytes(EventFile());
        for (int at = 0; at < good.Length; at++)
        {
            byte[] bad = [.. good];
            bad[at] ^= 0x10;
            File.WriteAllBytes(_temp["bad"], bad);
            Assert.ThrowsAny<Exception>(() => EventFileReader.Read(_temp["bad"]));
        }
    }

    private string EventFile(string? folder = null) =>
        Assert.Single(Directory.GetFiles(folder is null ? _temp.Path : _temp[folder], "events.out.tfevents.*"));
}
