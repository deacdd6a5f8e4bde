using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Pixels that do not use the range 0…255 with a dark ground, which is what every encoder expects.</summary>
internal sealed class PixelRange : ISymptom
{
    // A quarter of the range: real pictures have white, or nearly; data that were scaled to 0…1 or 0…16 do not.
    private const int DarkBelow = 64;

    // Mean brightness of drawings on a dark ground is at most about 0.3 of the range (MNIST 33, Fashion-MNIST 73), of
    // the same inverted at least 0.7 (MNIST 222).
    private const double BrightAbove = 160;

    public string Name => "pixel-range";

    public bool Explains => true;

    public string? Skips(Examination examination) => null;

    public Observation Look(Examination examination)
    {
        int highest = examination.Pixels.Highest;
        double mean = examination.Pixels.Mean;
        bool dark = highest < DarkBelow;
        bool bright = mean > BrightAbove;
        return new Observation
        {
            Symptom = Name,
            Severity =
                dark ? Severity.Fatal
                : bright ? Severity.Serious
                : Severity.Healthy,
            Number = dark || !bright ? highest : mean,
            Limit = dark || !bright ? DarkBelow : BrightAbove,
            Text = FormattableString.Invariant(
                $"the pixels of the training samples are in 0…{highest}, with a mean of {mean:0.0}"
            ),
            Advice =
                dark ? "Encoders expect bytes in 0…255. Multiply the pixels so that the brightest are near 255."
                : bright
                    ? "Encoders treat 0 as no input. Invert the pictures (255 − pixel), so that the background is 0 and costs nothing."
                : null,
        };
    }
}
