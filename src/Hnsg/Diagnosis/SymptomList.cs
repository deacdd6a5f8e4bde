using Hnsg.Diagnosis.Examining;
using Hnsg.Diagnosis.Symptoms;

namespace Hnsg.Diagnosis;

/// <summary>Every symptom that is looked for.</summary>
internal static class SymptomList
{
    /// <summary>Causes before what follows from them: of two that are as bad as each other the earlier is told first.</summary>
    public static IReadOnlyList<ISymptom> All { get; } =
    [
        new PixelRange(),
        new NoPath(),
        new LearningRateOff(),
        new ExplodingGradients(),
        new BlindSurrogate(),
        new MembranesAtThreshold(),
        new DeadNeurons(),
        new SaturatedNeurons(),
        new SilentOutput(),
        new VanishingGradients(),
        new StillMask(),
        new RestlessMask(),
        new WastedConnections(),
    ];
}
