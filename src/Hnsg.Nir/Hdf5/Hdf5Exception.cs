namespace Hnsg.Nir.Hdf5;

/// <summary>An HDF5 file is damaged, or has something that is not read.</summary>
/// <remarks>The message says what; who reads a file adds where.</remarks>
internal sealed class Hdf5Exception : Exception
{
    /// <summary>Makes the error.</summary>
    public Hdf5Exception(string message, Exception? inner = null)
        : base(message, inner) { }

    /// <summary>The error of a file that breaks the rules of the format.</summary>
    public static Hdf5Exception Damaged(string detail, Exception? inner = null) =>
        new($"the file is damaged: {detail}", inner);
}
