using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Tests.Data;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Training.Runs;

/// <summary>
/// However large the learning rate, a run ends with a network that can be stored, or with an error that names the option.
/// </summary>
public sealed class ExtremeLearningRateTests : IDisposable
{
    private static readonly Dataset Digits = SomeDigits.Of(60, 20);

    private readonly TempFolder _temp = new();

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string method in TrainingChoices.Methods)
            {
                foreach (string optimiser in TrainingChoices.Optimisers)
                {
                    cases.Add(method, optimiser);
                }
            }
            return cases;
        }
    }

    public void Dispose() => _temp.Dispose();

    // With the weight decay what is trained grows about a thousandfold a step, so that a run of some number of steps ends
    // just before, at, and just after the largest float; without it, far below.
    [Theory, MemberData(nameof(Cases))]
    public void A_run_ends_well_or_names_the_learning_rate(string method, string optimiser)
    {
        int overflowed = 0;
        foreach ((double decay, int steps) in ((double, int)[])[(0, 8), (1, 11), (1, 12), (1, 13), (1, 14), (1, 15)])
        {
            overflowed += EndsWell(method, optimiser, decay, steps, trainNeurons: false) ? 0 : 1;
            if (method is "weights" or "magnitude")
            {
                EndsWell(method, optimiser, decay, steps, trainNeurons: true);
            }
        }
        Assert.Equal(method != "random", overflowed > 0);
    }

    private bool EndsWell(string method, string optimiser, double decay, int steps, bool trainNeurons)
    {
        TrainingOptions options = TrainingChoices.WithMethod(
            new TrainingOptions { Hidden = [20], Keep = [0.2, 0.5] },
            method
        ) with
        {
            Epochs = 1,
            Batch = 3,
            TrainSamples = 3 * steps,
            Validation = 10,
            Schedule = "constant",
            WarmUp = 0,
            Optimiser = optimiser,
            LearningRate = 1000,
            WeightDecay = decay,
            TrainDecay = trainNeurons,
            TrainThreshold = trainNeurons,
        };
        string folder = _temp[$"{decay}-{steps}-{trainNeurons}"];
        using TrainingRun run = TrainingRun.Start(folder, options, Digits, threads: 1);
        try
        {
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
        catch (OptionException error) when (error.Option == "learning-rate")
        {
            Assert.Contains("infinite", error.Message, StringComparison.Ordinal);
            return false;
        }
        // What was written can be read.
        TrainedNetwork.LoadAny(new RunFolder(folder).ModelPath);
        Assert.Contains("\"test\"", File.ReadAllText(new RunFolder(folder).ResultPath), StringComparison.Ordinal);
        return true;
    }
}
