using Hnsg.Data;
using Hnsg.Diagnosis;
using Hnsg.Diagnosis.Examining;
using Hnsg.Tests.Lifetimes;
using Hnsg.Training;
using Hnsg.Training.Comparing;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Data;

/// <summary>Data that do not fit together are refused where they come in, before any training.</summary>
public sealed class DatasetTests : IDisposable
{
    private static readonly Dataset s_digits = SomeDisposable.Digits;

    private static readonly Dictionary<string, (Dataset Data, string Because)> s_broken = new()
    {
        ["no training samples"] = (s_digits with { Train = null! }, "null"),
        ["no test samples"] = (s_digits with { Test = null! }, "null"),
        ["no class names"] = (s_digits with { ClassNames = null! }, "null"),
        ["a class name that is null"] = (
            s_digits with
            {
                ClassNames = [.. s_digits.ClassNames.Skip(1), null!],
            },
            "null"
        ),
        ["no checksums"] = (s_digits with { Sha256 = null! }, "null"),
        ["no source"] = (s_digits with { Source = null! }, "null"),
        ["no name"] = (s_digits with { Name = null! }, "null"),
        ["an empty training set"] = (s_digits with { Train = s_digits.Train.Slice(0, 0) }, "no training samples"),
        ["an empty test set"] = (s_digits with { Test = s_digits.Test.Slice(0, 0) }, "no test samples"),
        ["a class too few"] = (s_digits with { Classes = 9 }, "10 class names for 9 classes"),
        ["no class"] = (s_digits with { Classes = 0, ClassNames = [] }, "0 classes"),
        ["a class name too many"] = (s_digits with { ClassNames = [.. s_digits.ClassNames, "x"] }, "11 class names"),
        ["a picture too wide"] = (s_digits with { Width = 29 }, "29 × 28"),
        ["a picture turned inside out"] = (s_digits with { Width = -28, Height = -28 }, "-28 × -28"),
        ["test samples of another size"] = (s_digits with { Test = Samples(5, 0) }, "test samples have 5 pixels"),
        ["a training label too high"] = (s_digits with { Train = Samples(784, 1, 10) }, "sample 1 has the label 10"),
        ["a test label too high"] = (s_digits with { Test = Samples(784, 255) }, "sample 0 has the label 255"),
    };

    private readonly TempFolder _temp = new();

    public static TheoryData<string> Broken => [.. s_broken.Keys];

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Broken))]
    public void What_does_not_fit_together_is_refused_at_every_door(string what)
    {
        (Dataset data, string because) = s_broken[what];
        TrainingOptions options = SomeDisposable.Options;
        var plan = new ComparisonPlan
        {
            Methods = ["hnsg"],
            Seeds = 1,
            Options = _ => options,
        };
        Action[] doors =
        [
            () => data.Validate(),
            () => new TrainingSession(options, data).Dispose(),
            () => TrainingRun.Start(_temp["run"], options, data).Dispose(),
            () => TrainingRun.StartOrResume(_temp["run"], options, data).Dispose(),
            () => _ = new Comparison(_temp["comparison"], plan, data),
            () => Doctor.Examine(new Patient("model", SomeDisposable.Network, null, []), data),
            () => IdxWriter.WriteFolder(_temp["folder"], data),
        ];
        Assert.All(doors, door => Assert.Contains(because, Assert.Throws<InputException>(door).Message));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temp.Path));
    }

    [Fact]
    public void Names_that_no_model_file_can_hold_are_refused_before_the_training()
    {
        Dataset data = s_digits with { ClassNames = [.. s_digits.ClassNames.Skip(1), "line\nbreak"] };
        var error = Assert.Throws<InputException>(() => new TrainingSession(SomeDisposable.Options, data).Dispose());
        Assert.Contains("control characters", error.Message);
    }

    [Fact]
    public void What_fits_together_is_good() => Assert.Same(s_digits, s_digits.Validate());

    private static SampleSet Samples(int inputs, params byte[] labels) =>
        new(new byte[labels.Length * inputs], labels, inputs);
}
