using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training.Golden;

/// <summary>Short runs of every kind give the bytes that they always gave. HNSG_UPDATE_SNAPSHOTS=1 writes the list anew.</summary>
public class GoldenRunTests
{
    private static readonly Dictionary<string, ShortRun> s_runs = ShortRuns.All.ToDictionary(run => run.Name);

    private static readonly Lazy<Dictionary<string, string>> s_golden = new(GoldenRuns.Read);

    public static TheoryData<string> Names => [.. s_runs.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_run_gives_its_golden_bytes_on_any_number_of_threads_and_in_two_parts(string name)
    {
        ShortRun run = s_runs[name];
        string golden = s_golden.Value[name];
        Assert.Equal(golden, run.Train(threads: 1));
        Assert.Equal(golden, run.Train(threads: 2));
        Assert.Equal(golden, run.TrainInTwoParts(threads: 3, threadsLater: 1));
    }

    [Fact]
    public void The_golden_list_has_every_run_and_no_other()
    {
        if (Environment.GetEnvironmentVariable("HNSG_UPDATE_SNAPSHOTS") == "1")
        {
            GoldenRuns.Write(s_runs.Values.Select(run => (run.Name, run.Train(threads: 2))));
        }
        Assert.Equal(s_runs.Keys, GoldenRuns.Read().Keys);
    }

    [Fact]
    public void Every_choice_there_is_is_in_some_run()
    {
        Same(TrainingChoices.Methods, it => [it.Method]);
        Same(TrainingChoices.Surrogates, it => [it.Surrogate]);
        Same(TrainingChoices.Losses, it => [it.Loss]);
        Same(TrainingChoices.Optimisers, it => [it.Optimiser]);
        Same(TrainingChoices.Schedules, it => [it.Schedule]);
        Same(TrainingChoices.KeepSchedules, it => [it.KeepSchedule]);
        Same(TrainingChoices.KeepScopes, it => [it.KeepScope]);
        Same(Enum.GetValues<InputEncoding>(), it => [it.Encoding]);
        Same(Enum.GetValues<WeightKind>(), it => [it.Weights]);
        Same(Enum.GetValues<ResetKind>(), it => it.Reset);
        Same(NeuronKind.All.Except([NeuronKind.Relu]), it => it.Neuron);
    }

    [Fact]
    public void No_option_is_left_to_its_default() =>
        Assert.All(
            typeof(TrainingOptions).GetProperties(),
            option => Assert.Contains($" {option.Name} = ", GoldenRuns.ReadSource(), StringComparison.Ordinal)
        );

    private static void Same<T>(IEnumerable<T> choices, Func<TrainingOptions, IEnumerable<T>> of) =>
        Assert.Equal(choices.ToHashSet(), s_runs.Values.SelectMany(run => of(run.Options)).ToHashSet());
}
