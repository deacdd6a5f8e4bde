namespace Hnsg.Export.Verification;

/// <summary>What an exported program answered to a sample.</summary>
/// <param name="Class">The class, or null where the program gives none.</param>
/// <param name="Votes">Spikes of each class.</param>
/// <param name="Spikes">Every spike, as <see cref="SpikeBytes"/> has them; null where the program does not tell.</param>
internal sealed record ExportedAnswer(int? Class, IReadOnlyList<int> Votes, byte[]? Spikes);
