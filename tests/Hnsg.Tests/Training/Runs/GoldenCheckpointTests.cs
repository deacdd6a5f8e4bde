using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Tests.Data;
using Hnsg.Tests.Files;
using Hnsg.Tests.Training.Golden;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Training.Runs;

/// <summary>Checkpoints as they were written once are read and written alike: a change needs a new version.</summary>
public sealed class GoldenCheckpointTests : IDisposable
{
    private const int Steps = 7;

    private static readonly byte[] s_identity = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    private static readonly Dataset s_data = SomeDigits.Of(1) with
    {
        Train = SomeBatch.Of(12, 4, 3),
        Test = SomeBatch.Of(2, 4, 3),
        Width = 2,
        Height = 2,
        Classes = 3,
        ClassNames = ["a", "b", "c"],
    };

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("hnsg")]
    [InlineData("magnitude")]
    public void A_checkpoint_written_once_is_gone_on_from(string method)
    {
        byte[] golden = GoldenBytes.Read($"checkpoint-2-{method}", () => Stopped(method));
        using TrainingSession session = CheckpointFile.Read(
            _temp.Put("golden.bin", golden),
            s_identity,
            () => new TrainingSession(Options(method), s_data, 2)
        );
        CheckpointFile.Write(_temp["again.bin"], s_identity, session);
        Assert.Equal(golden, File.ReadAllBytes(_temp["again.bin"]));
        session.Run(cancellation: TestContext.Current.CancellationToken);
        using var whole = new TrainingSession(Options(method), s_data, 1);
        whole.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(whole.Network().ToBytes(), session.Network().ToBytes());
    }

    private byte[] Stopped(string method)
    {
        using var session = new TrainingSession(Options(method), s_data, 1);
        for (int step = 0; step < Steps; step++)
        {
            session.Step();
        }
        CheckpointFile.Write(_temp["stopped.bin"], s_identity, session);
        return File.ReadAllBytes(_temp["stopped.bin"]);
    }

    private static TrainingOptions Options(string method) =>
        ShortRuns.First with
        {
            Method = method,
            Hidden = [3],
            Steps = 4,
            Keep = [0.5],
            TrainDecay = method == "magnitude",
            TrainSamples = 9,
            Batch = 2,
            Epochs = 2,
            Validation = 3,
            Patience = 2,
        };
}
