namespace Hnsg.Nir.Hdf5;

/// <summary>A chunk of a data set that was written.</summary>
/// <param name="Place">Which chunk it is along each dimension.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Bytes">Its bytes there.</param>
/// <param name="Skipped">A bit for each filter that it did not go through.</param>
internal sealed record Chunk(ulong[] Place, long Address, ulong Bytes, uint Skipped);
