namespace Hnsg.Cli.Terminal;

/// <summary>A sample to classify.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Pixels">Its pixels.</param>
/// <param name="Stream">Random stream of its input spikes.</param>
/// <param name="Label">Its class, where that is known.</param>
internal sealed record PredictionInput(string Name, ReadOnlyMemory<byte> Pixels, int Stream, int? Label);
