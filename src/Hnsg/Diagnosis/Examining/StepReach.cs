using Hnsg.Data;
using Hnsg.Kernels;
using Hnsg.Training;
using Hnsg.Training.Methods;
using Hnsg.Training.Options;

namespace Hnsg.Diagnosis.Examining;

/// <summary>How far the optimiser can move what is trained, in units of the spread that it starts with.</summary>
/// <remarks>
/// Adam moves a number by at most about the learning rate a step, whatever the gradient; SGD by the rate times the
/// gradient, times 1 / (1 − momentum) in the long run.
/// </remarks>
/// <param name="Step">Of one step at the highest rate, in the layer that it moves most.</param>
/// <param name="Run">Of all steps together, all in one direction, in the layer that they move least.</param>
/// <param name="Steps">Steps of the run.</param>
internal sealed record StepReach(double Step, double Run, long Steps)
{
    /// <summary>The reach of a run.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="dataset">Its data.</param>
    /// <param name="gradients">Root of the mean square of each layer's gradient.</param>
    /// <returns>Null where nothing is trained, or SGD gets no gradient at all.</returns>
    public static StepReach? Of(TrainingOptions options, Dataset dataset, IReadOnlyList<double> gradients)
    {
        using var session = new TrainingSession(options, dataset, threads: 1);
        var schedule = new LearningRateSchedule(options, session.BatchesPerEpoch);
        long steps = (long)options.Epochs * session.BatchesPerEpoch;
        double sum = 0,
            highest = 0;
        for (long step = 0; step < steps; step++)
        {
            double rate = schedule.At(step);
            sum += rate;
            highest = Math.Max(highest, rate);
        }
        double most = 0,
            least = double.PositiveInfinity;
        foreach ((int l, LayerMethod method) in session.Methods.Index())
        {
            if (!method.Trains || method.State.Count == 0)
            {
                continue;
            }
            double spread = RootMeanSquare(method.State[0]);
            double factor = options.Optimiser == "sgd" ? gradients[l] / (1 - options.Momentum) : 1;
            if (spread > 0 && factor > 0)
            {
                most = Math.Max(most, highest * factor / spread);
                least = Math.Min(least, sum * factor / spread);
            }
        }
        return most == 0 ? null : new StepReach(most, least, steps);
    }

    private static double RootMeanSquare(AlignedBuffer<float> values)
    {
        double sum = 0;
        long count = 0;
        foreach (float value in values.Span)
        {
            sum += (double)value * value;
            count += value != 0 ? 1 : 0; // lanes past the last neuron are 0
        }
        return Math.Sqrt(sum / Math.Max(1, count));
    }
}
