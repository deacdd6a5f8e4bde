using Hnsg.Measures;
using Hnsg.Training.Methods;

namespace Hnsg.Training.Runs;

/// <summary>How a ReLU network was converted to spikes, as <c>result.json</c> tells.</summary>
public sealed record ConversionReport
{
    /// <summary>Steps T of the converted network: those with the best validation accuracy.</summary>
    public required int Steps { get; init; }

    /// <summary>Accuracy of the ReLU network on the test samples.</summary>
    public required double SourceAccuracy { get; init; }

    /// <summary>λ of each layer.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>Accuracy on the validation samples over T.</summary>
    public required IReadOnlyList<StepsAccuracy> Curve { get; init; }

    /// <summary>The report of a conversion.</summary>
    public static ConversionReport Of(Conversion conversion, Evaluation source)
    {
        ArgumentNullException.ThrowIfNull(conversion);
        ArgumentNullException.ThrowIfNull(source);
        return new()
        {
            Steps = conversion.Network.Spec.Steps,
            SourceAccuracy = source.Accuracy,
            Scales = conversion.Scales,
            Curve = [.. Conversion.Steps.Zip(conversion.Accuracies, (t, a) => new StepsAccuracy(t, a))],
        };
    }
}
