using Hnsg.Diagnosis.Examining;
using Hnsg.Networks;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Kept connections from pixels that are 0 in every training sample.</summary>
internal sealed class WastedConnections : ISymptom
{
    // At random it is the part of the pixels that is always 0, a tenth of MNIST; training moves connections away, to 0 to
    // 4 % in networks that learnt MNIST well, since those that carry nothing get no gradient.
    private const double Most = 0.25;

    public string Name => "wasted-connections";

    public string? Skips(Examination examination) =>
        examination.Masks[0] is null ? "the first layer keeps all connections" : null;

    public Observation Look(Examination examination)
    {
        Mask mask = examination.Masks[0]!;
        bool[] ever = examination.Pixels.Ever;
        long wasted = 0;
        for (int pixel = 0; pixel < ever.Length; pixel++)
        {
            for (int neuron = 0; !ever[pixel] && neuron < mask.Columns; neuron++)
            {
                wasted += mask[pixel, neuron] ? 1 : 0;
            }
        }
        double part = (double)wasted / mask.Kept;
        return new Observation
        {
            Symptom = Name,
            Severity = part > Most ? Severity.Mild : Severity.Healthy,
            Number = part,
            Limit = Most,
            Text = FormattableString.Invariant(
                $"{wasted:N0} of {mask.Kept:N0} kept connections of the first layer ({part * 100:0.0} %) come from pixels that are always 0, as {ever.Count(it => !it):N0} of {ever.Length:N0} pixels are"
            ),
            Advice =
                part > Most
                    ? "They carry nothing. Crop the pictures, keep fewer connections of the first layer (--keep), or train longer so that the mask drops them."
                    : null,
        };
    }
}
