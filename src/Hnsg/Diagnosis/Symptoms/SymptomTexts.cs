using Hnsg.Diagnosis.Examining;
using Hnsg.Training.Options;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>What several symptoms say in the same words.</summary>
internal static class SymptomTexts
{
    public const string NotBySurrogate = "it was not trained by surrogate gradients";

    /// <summary>The surrogate by name.</summary>
    public static string Surrogate(Examination examination)
    {
        TrainingOptions? options = examination.Options;
        return options is null ? "the default surrogate"
            : options.Slope is { } slope
                ? FormattableString.Invariant($"the surrogate {options.Surrogate} with slope {slope}")
            : $"the surrogate {options.Surrogate}";
    }
}
