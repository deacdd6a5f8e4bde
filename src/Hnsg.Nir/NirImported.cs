using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>A network that was read from a NIR file.</summary>
/// <param name="Network">
/// A <see cref="HiddenNetwork"/> if the file holds one that this library wrote, unchanged; otherwise a
/// <see cref="RealNetwork"/>.
/// </param>
/// <param name="Assumptions">How the file was read, where it does not say so itself.</param>
/// <param name="Notice">A notice to users, or null.</param>
public sealed record NirImported(TrainedNetwork Network, NirAssumptions Assumptions, string? Notice);
