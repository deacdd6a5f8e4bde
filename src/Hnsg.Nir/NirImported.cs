using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>A network that was read from a NIR file.</summary>
/// <param name="Network">
/// A <see cref="HiddenNetwork"/> where the file holds one that this library has written, unchanged; else a
/// <see cref="RealNetwork"/>.
/// </param>
/// <param name="Notice">What people should know about it, or null.</param>
public sealed record NirImported(TrainedNetwork Network, string? Notice);
