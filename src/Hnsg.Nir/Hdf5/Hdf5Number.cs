namespace Hnsg.Nir.Hdf5;

/// <summary>What the bits of a number mean.</summary>
internal enum Hdf5Number
{
    /// <summary>A whole number from 0.</summary>
    Unsigned,

    /// <summary>A whole number, two's complement.</summary>
    Signed,

    /// <summary>An IEEE number of 16, 32 or 64 bits.</summary>
    Float,
}
