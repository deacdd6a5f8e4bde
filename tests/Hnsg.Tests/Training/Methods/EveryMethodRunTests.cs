using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Tests.Data;
using Hnsg.Tests.Training.Runs;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Training.Methods;

/// <summary>What holds for the run folder of every method: resuming, and damaged or wrong files.</summary>
public sealed class EveryMethodRunTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Methods => EveryMethodTests.Methods;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Methods))]
    public void Stopped_and_gone_on_with_it_ends_as_if_undisturbed(string method)
    {
        Finish(SomeRun.Start(_temp["whole"], Options(method), threads: 2));
        foreach (int batches in (int[])[1, 5, 10])
        {
            string path = _temp[$"run{batches}"];
            Stop(path, method, batches);
            Finish(SomeRun.Resume(path, Options(method)));
            Assert.Equal(
                File.ReadAllBytes(_temp["whole/model.hnsg"]),
                File.ReadAllBytes(Path.Combine(path, "model.hnsg"))
            );
            Assert.Equal(SomeRun.Metrics(new RunFolder(_temp["whole"])), SomeRun.Metrics(new RunFolder(path)));
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void Damaged_files_are_input_errors_that_name_the_file(string method)
    {
        Stop(_temp["run"], method, 5);
        string checkpoint = _temp["run/checkpoint.bin"];
        Damage(checkpoint, () => SomeRun.Resume(_temp["run"]).Dispose());
        string model = _temp["run/model.hnsg"];
        Damage(model, () => TrainedNetwork.LoadAny(model));
        Finish(SomeRun.Resume(_temp["run"]));
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_run_is_not_gone_on_with_by_another_method_or_from_its_checkpoint(string method)
    {
        string other = method == "hnsg" ? "weights" : "hnsg";
        Stop(_temp["run"], method, 5);
        Assert.Equal(
            "method",
            Assert.Throws<OptionException>(() => SomeRun.Resume(_temp["run"], Options(other)).Dispose()).Option
        );
        Stop(_temp["other"], other, 5);
        File.Copy(_temp["other/checkpoint.bin"], _temp["run/checkpoint.bin"], overwrite: true);
        var error = Assert.Throws<InputException>(() => SomeRun.Resume(_temp["run"]).Dispose());
        Assert.Contains("other options or data", error.Message, StringComparison.Ordinal);
    }

    private static TrainingOptions Options(string method) =>
        TrainingChoices.WithMethod(SomeRun.Options with { Patience = 3 }, method);

    private static void Stop(string path, string method, int batches)
    {
        using TrainingRun run = SomeRun.Start(path, Options(method));
        SomeRun.Stop(run, batches);
    }

    private static void Finish(TrainingRun run)
    {
        using (run)
        {
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
    }

    // Cut off, changed, empty; put right again in the end.
    private static void Damage(string path, Action read)
    {
        byte[] whole = File.ReadAllBytes(path);
        read();
        for (int part = 0; part < 12; part++)
        {
            int at = part * (whole.Length - 1) / 11;
            byte[] changed = [.. whole];
            changed[at] ^= 0x40;
            foreach (byte[] bytes in (byte[][])[whole[..at], changed])
            {
                File.WriteAllBytes(path, bytes);
                Exception? error = Record.Exception(read);
                Assert.True(error is InputException, $"at {at}: {error}");
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            }
        }
        File.WriteAllBytes(path, whole);
    }
}
