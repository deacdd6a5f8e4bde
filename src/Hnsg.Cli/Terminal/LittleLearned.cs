using Hnsg.Training;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Terminal;

/// <summary>Whether a network learned so little that people should hear of it.</summary>
internal static class LittleLearned
{
    // Of the way from guessing to no error.
    private const double Least = 0.5;

    /// <summary>The notice; null where there is nothing to say, or the doctor has none for such a network.</summary>
    public static string? Of(RunResult result)
    {
        double chance = 1.0 / result.Layers[^1];
        double learned = (result.Test.Accuracy - chance) / (1 - chance);
        return result.Layers[^1] > 1 && learned < Least && TrainingChoices.MakesSpikes(result.Method)
            ? $"the network learned little: it gets {Numbers.Percent(result.Test.Accuracy)} of the test samples right, and "
                + $"guessing would get {Numbers.Percent(chance)}"
            : null;
    }
}
