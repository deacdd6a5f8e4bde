namespace Hnsg.Nir.Hdf5;

/// <summary>What a message in an object header is about.</summary>
internal enum Hdf5Message
{
    /// <summary>Dimensions of a data set.</summary>
    Dataspace = 0x01,

    /// <summary>Where the links of a group are.</summary>
    LinkInfo = 0x02,

    /// <summary>Type of the elements of a data set.</summary>
    Datatype = 0x03,

    /// <summary>Value of elements that were never written, as old files have it.</summary>
    OldFillValue = 0x04,

    /// <summary>Value of elements that were never written.</summary>
    FillValue = 0x05,

    /// <summary>A link of a group.</summary>
    Link = 0x06,

    /// <summary>Other files that have the data.</summary>
    ExternalFiles = 0x07,

    /// <summary>Where and how the data lie.</summary>
    Layout = 0x08,

    /// <summary>How chunks are packed.</summary>
    Filters = 0x0B,

    /// <summary>Where the names of an old group are.</summary>
    SymbolTable = 0x11,
}
