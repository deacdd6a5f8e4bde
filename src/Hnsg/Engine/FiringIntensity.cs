namespace Hnsg.Engine;

/// <summary>Spikes / (neurons × steps), mean over samples, in three scopes.</summary>
/// <param name="Hidden">Hidden neurons; 0 where there are none.</param>
/// <param name="Spiking">Hidden and output neurons: the headline figure.</param>
/// <param name="All">Input spikes too; null for direct-coded input, which has none.</param>
public readonly record struct FiringIntensity(double Hidden, double Spiking, double? All);
