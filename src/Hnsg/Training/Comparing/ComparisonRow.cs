using Hnsg.Engine;

namespace Hnsg.Training.Comparing;

/// <summary>A method in the table: means over its seeds.</summary>
public sealed record ComparisonRow
{
    /// <summary>Method.</summary>
    public required string Method { get; init; }

    /// <summary>Seeds that are finished.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Steps T of each seed's network; 1 without spikes.</summary>
    public required IReadOnlyList<int> Steps { get; init; }

    /// <summary>Accuracy on the test samples, by seed.</summary>
    public required IReadOnlyList<double> Accuracies { get; init; }

    /// <summary>Mean accuracy on the test samples.</summary>
    public double Accuracy => Accuracies.Average();

    /// <summary>Standard deviation of the accuracy over the seeds (n − 1); null for one seed.</summary>
    public double? Deviation =>
        Accuracies.Count < 2
            ? null
            : Math.Sqrt(Accuracies.Sum(a => (a - Accuracy) * (a - Accuracy)) / (Accuracies.Count - 1));

    /// <summary>Mean accuracy on the validation samples; null without a split.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>Mean accuracy of the network that was converted, of method <c>transfer</c>; else null.</summary>
    public required double? SourceAccuracy { get; init; }

    /// <summary>Connections that are there.</summary>
    public required double Connections { get; init; }

    /// <summary>Mean firing intensity; of networks without spikes, the fraction of units that are not 0.</summary>
    public required FiringIntensity FiringIntensity { get; init; }

    /// <summary>Mean multiplications with addition a sample.</summary>
    public required double Macs { get; init; }

    /// <summary>Mean additions a sample.</summary>
    public required double Acs { get; init; }

    /// <summary>Mean synaptic operations a sample.</summary>
    public double SynapticOperations => Macs + Acs;

    /// <summary>Mean energy of a sample in joules, by the name of the model of <c>EnergyModel.All</c>.</summary>
    public required IReadOnlyDictionary<string, double> Joules { get; init; }

    /// <summary>Mean bytes of the model file.</summary>
    public required double ModelBytes { get; init; }

    /// <summary>Mean seconds of training.</summary>
    public required double TrainSeconds { get; init; }
}
