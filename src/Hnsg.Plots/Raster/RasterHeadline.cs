using System.Globalization;
using Hnsg.Engine;
using Hnsg.Networks;

namespace Hnsg.Plots.Raster;

/// <summary>What a spike raster says first.</summary>
/// <param name="Answer">The class that won.</param>
/// <param name="Rest">How clearly, whether it is right, and how much was spent.</param>
internal readonly record struct RasterHeadline(string Answer, string Rest)
{
    public static RasterHeadline Of(TrainedNetwork network, SpikeRecording recording, int? label)
    {
        int votes = recording.Votes[recording.Class];
        string how =
            recording.ReadsMembranes ? "by its membrane"
            : votes == 0 ? "by its membrane, with no votes"
            : $"with {votes} of {recording.Steps} votes";
        string right =
            label is not { } known ? ""
            : known == recording.Class ? ", correct"
            : $", wrong: the label is {ClassName(network, known)}";
        string spent =
            recording.Layers == 1
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $" · hidden firing intensity {recording.FiringIntensity.Hidden:0.000}"
                );
        string name = ClassName(network, recording.Class);
        bool isNumber = name.All(char.IsAsciiDigit);
        return new(isNumber ? $"class {name}" : name, $"{how}{right}{spent}");
    }

    public override string ToString() => $"{Answer} {Rest}";

    /// <summary>The name of a class, or its number where it has none.</summary>
    public static string ClassName(TrainedNetwork network, int index) =>
        index >= 0 && index < network.Metadata.Classes.Count
            ? network.Metadata.Classes[index]
            : index.ToString(CultureInfo.InvariantCulture);
}
