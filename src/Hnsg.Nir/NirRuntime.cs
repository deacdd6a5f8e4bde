using System.Runtime.CompilerServices;

namespace Hnsg.Nir;

/// <summary>Whether HDF5 can be read and written here.</summary>
internal static class NirRuntime
{
    /// <summary>Makes sure that it can.</summary>
    /// <exception cref="InputException">The program was compiled ahead of time.</exception>
    public static void Require(string file)
    {
        // The HDF5 library makes code for the types of data sets as it runs.
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new InputException(
                file,
                "this hnsg was compiled ahead of time and has no HDF5. Use the one that ./hnsg starts"
            );
        }
    }
}
