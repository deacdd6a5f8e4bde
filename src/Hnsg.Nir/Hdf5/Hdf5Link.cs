namespace Hnsg.Nir.Hdf5;

/// <summary>What a name in a group leads to.</summary>
/// <param name="Address">Header of the object; undefined for links of other kinds.</param>
/// <param name="Path">Path of a soft link in the same file; null for others.</param>
/// <param name="Kind">What the link is, for messages, where it is not followed; else null.</param>
internal readonly record struct Hdf5Link(long Address, string? Path, string? Kind)
{
    /// <summary>A link to an object.</summary>
    public static Hdf5Link To(long address) => new(address, null, null);

    /// <summary>A link to a path.</summary>
    public static Hdf5Link To(string path) => new(Hdf5Cursor.Undefined, path, null);

    /// <summary>A link that is not followed.</summary>
    public static Hdf5Link Foreign(string kind) => new(Hdf5Cursor.Undefined, null, kind);
}
