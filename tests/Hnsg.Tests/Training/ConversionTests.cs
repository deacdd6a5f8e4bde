using Hnsg.Data;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Tests.Training.Methods;
using Hnsg.Training;
using Hnsg.Training.Methods;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training;

/// <summary>From a ReLU network to integrate-and-fire neurons.</summary>
public class ConversionTests
{
    private static readonly Dataset Digits = SomeDigits.Of(310, 100);

    private static readonly Lazy<Conversion> Some = new(Convert);

    [Fact]
    public void With_its_best_steps_it_is_about_as_good_as_its_source()
    {
        Conversion conversion = Some.Value;
        double source = Accuracy(conversion.Source);
        Assert.InRange(source, 0.7, 1);
        Assert.InRange(Accuracy(conversion.Network), source - 0.03, 1);
        Assert.Equal(conversion.Accuracies.Max(), Accuracy(conversion.Network, Digits.Train.Slice(250, 60)));
        int best = conversion.Accuracies.ToList().IndexOf(conversion.Accuracies.Max());
        Assert.Equal(Conversion.Steps[best], conversion.Network.Spec.Steps);
        Assert.True(conversion.Accuracies[0] < conversion.Accuracies[^1]);
    }

    // Reset by subtraction keeps all charge: after T steps the spikes of a neuron are its activation in units of λ,
    // times T, rounded down, wherever that is between 0 and T.
    [Fact]
    public void Rates_are_activations()
    {
        Conversion conversion = Some.Value;
        NetworkSpec spec = conversion.Source.Spec;
        float[] weights = conversion.Source.Weights[0].Values!.Value.ToArray();
        const int steps = 64;
        RealNetwork network = Conversion.WithSteps(conversion.Source, conversion.Scales, steps);
        using var team = new Hnsg.Kernels.WorkerTeam(1);
        using var layers = Hnsg.Engine.NetworkLayers.Load(network, 1);
        using var forward = new Hnsg.Engine.BatchForward(layers.All, InputEncoding.Direct, 1, team);
        for (int n = 0; n < 20; n++)
        {
            forward.Run(new Hnsg.Engine.SampleSource(Digits.Test, network.Spec) { First = n }, 1);
            var votes = new int[64];
            layers.All[0].CountVotes(0, votes);
            for (int j = 0; j < spec.Layers[0].Neurons; j++)
            {
                double sum = 0;
                for (int i = 0; i < spec.Inputs; i++)
                {
                    sum += Digits.Test.Pixels(n)[i] / 256.0 * weights[i * spec.Layers[0].Neurons + j];
                }
                double expected = Math.Clamp(sum / conversion.Scales[0] * steps, 0, steps);
                Assert.InRange(votes[j], expected - 1.01, expected + 0.01);
            }
        }
    }

    [Fact]
    public void The_balance_is_a_percentile_of_positive_activations()
    {
        Conversion conversion = Some.Value;
        float[] weights = conversion.Source.Weights[0].Values!.Value.ToArray();
        int neurons = conversion.Source.Spec.Layers[0].Neurons;
        var positive = new List<double>();
        for (int n = 0; n < 250; n++)
        {
            for (int j = 0; j < neurons; j++)
            {
                double sum = 0;
                for (int i = 0; i < 784; i++)
                {
                    sum += Digits.Train.Pixels(n)[i] / 256.0 * weights[i * neurons + j];
                }
                if (sum > 0)
                {
                    positive.Add(sum);
                }
            }
        }
        positive.Sort();
        Assert.Equal(positive[(int)(0.999 * positive.Count)], conversion.Scales[0], 1e-3);
    }

    [Fact]
    public void A_network_that_spikes_already_is_refused() =>
        Assert.Throws<ArgumentException>(() => Conversion.Of(Some.Value.Network, Digits.Train, Digits.Train, 1));

    private static double Accuracy(TrainedNetwork network, SampleSet? samples = null) =>
        Evaluator.Run(network, samples ?? Digits.Test, 1, cancellation: TestContext.Current.CancellationToken).Accuracy;

    private static Conversion Convert()
    {
        TrainingOptions options = EveryMethodTests.Options("transfer") with
        {
            Hidden = [40],
            Epochs = 40,
            Validation = 60,
        };
        using var session = new TrainingSession(options, Digits, 2);
        session.Run();
        session.Network();
        return session.Conversion!;
    }
}
