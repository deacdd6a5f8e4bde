using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>A network that was read from a NIR file.</summary>
/// <param name="Network">
/// A <see cref="HiddenNetwork"/> where the file holds one that this library has written, unchanged; else a
/// <see cref="RealNetwork"/>.
/// </param>
/// <param name="Assumptions">How the file was read, as far as it does not say so itself.</param>
/// <param name="Notice">What people should know about it, or null.</param>
public sealed record NirImported(TrainedNetwork Network, NirAssumptions Assumptions, string? Notice);
