using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Training;

public class TrainingFingerprintTests
{
    public static MatrixTheoryData<InputEncoding, ResetKind, string> Cases =>
        new(Enum.GetValues<InputEncoding>(), Enum.GetValues<ResetKind>(), TrainingFingerprint.Shapes);

    [Theory, MemberData(nameof(Cases))]
    public void Training_gives_the_same_bytes_on_one_thread_and_on_many(
        InputEncoding encoding,
        ResetKind reset,
        string shape
    )
    {
        string one = TrainingFingerprint.Of(encoding, reset, shape, 1);
        Assert.Equal(one, TrainingFingerprint.Of(encoding, reset, shape, 2));
        Assert.Equal(one, TrainingFingerprint.Of(encoding, reset, shape, 3));
    }

    // Where no other process has said what it got, this one is its own witness.
    [Fact]
    public void Training_gives_the_same_bytes_again() =>
        Assert.Equal(
            Environment.GetEnvironmentVariable(TrainingFingerprint.Variable) ?? TrainingFingerprint.OfAll(),
            TrainingFingerprint.OfAll()
        );
}
