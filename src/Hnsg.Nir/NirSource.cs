namespace Hnsg.Nir;

/// <summary>Where a value that NIR leaves open came from.</summary>
public enum NirSource
{
    /// <summary>An option.</summary>
    Option,

    /// <summary>The file.</summary>
    File,

    /// <summary>Neither: the default was used.</summary>
    Default,
}
