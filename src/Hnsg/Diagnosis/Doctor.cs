using Hnsg.Data;
using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis;

/// <summary>Finds out what is wrong with a network or its training, and what to do. See docs/doctor.md.</summary>
public static class Doctor
{
    /// <summary>Examines a network; takes about a second.</summary>
    /// <param name="patient">The network and what is known of its training.</param>
    /// <param name="dataset">The data it was trained on, or will be used with.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="InputException">
    /// The network has no spikes, so no check applies to it, or the data are inconsistent.
    /// </exception>
    /// <exception cref="ArgumentException">The data do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static HealthReport Examine(Patient patient, Dataset dataset, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(dataset);
        if (patient.Path is null || patient.Network is null || patient.History is null)
        {
            throw new ArgumentException("Its path, network or history is null.", nameof(patient));
        }
        dataset.Validate();
        Examination examination = Examiner.Run(patient, dataset, cancellation);
        var seen = new List<(Observation Observation, bool First)>();
        var skipped = new List<(string, string)>();
        foreach (ISymptom symptom in SymptomList.All)
        {
            if (symptom.Skips(examination) is { } why)
            {
                skipped.Add((symptom.Name, why));
            }
            else
            {
                Observation observation = symptom.Look(examination);
                seen.Add((observation, symptom.Explains && observation.Severity > Severity.Mild));
            }
        }
        // Stable sorts: what is as bad as each other stays in the order of the list.
        return new HealthReport(
            examination.Samples,
            [
                .. seen.OrderByDescending(it => it.First)
                    .ThenByDescending(it => it.Observation.Severity)
                    .Select(it => it.Observation),
            ],
            skipped
        );
    }
}
