using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis;

/// <summary>What an examination found.</summary>
/// <param name="Samples">Training samples that the network was shown.</param>
/// <param name="Observations">All checks: those that explain others first, then the worst first.</param>
/// <param name="Skipped">Checks that could not be made, and why.</param>
public sealed record HealthReport(
    int Samples,
    IReadOnlyList<Observation> Observations,
    IReadOnlyList<(string Symptom, string Why)> Skipped
)
{
    /// <summary>What is wrong, most important first.</summary>
    public IEnumerable<Observation> Problems => Observations.Where(seen => seen.Severity > Severity.Healthy);

    /// <summary>Whether nothing is wrong.</summary>
    public bool Healthy => !Problems.Any();
}
