using Hnsg.Diagnosis.Examining;
using Hnsg.Networks;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Classes that no kept connections lead to.</summary>
internal sealed class NoPath : ISymptom
{
    public string Name => "no-path";

    public bool Explains => true;

    public string? Skips(Examination examination) =>
        examination.Masks.All(mask => mask is null) ? "every connection is kept" : null;

    public Observation Look(Examination examination)
    {
        NetworkSpec spec = examination.Spec;
        bool[] reached = [.. Enumerable.Repeat(true, spec.Inputs)];
        int? broken = null;
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            reached = Next(reached, spec.Layers[layer].Neurons, examination.Masks[layer]);
            broken ??= reached.Contains(true) ? null : layer;
        }
        int cut = reached.Count(class_ => !class_);
        return new Observation
        {
            Symptom = Name,
            Severity = cut > 0 ? Severity.Fatal : Severity.Healthy,
            Number = cut,
            Limit = 0,
            Text =
                FormattableString.Invariant(
                    $"kept connections lead from the input to {reached.Length - cut:N0} of {reached.Length:N0} classes"
                ) + (broken is { } there ? $"; none reach {examination.Name(there)}" : ""),
            Advice =
                cut > 0
                    ? $"Keep more connections of {examination.Name(broken ?? spec.Layers.Count - 1)} and of the layer before it (--keep)."
                    : null,
        };
    }

    private static bool[] Next(bool[] reached, int neurons, Mask? mask)
    {
        var next = new bool[neurons];
        for (int input = 0; input < reached.Length; input++)
        {
            for (int neuron = 0; reached[input] && neuron < neurons; neuron++)
            {
                next[neuron] |= mask?[input, neuron] ?? true;
            }
        }
        return next;
    }
}
