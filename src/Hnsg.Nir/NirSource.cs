namespace Hnsg.Nir;

/// <summary>Where an answer to what NIR leaves open came from.</summary>
public enum NirSource
{
    /// <summary>An option.</summary>
    Option,

    /// <summary>The file.</summary>
    File,

    /// <summary>Neither: what is usual was taken.</summary>
    Default,
}
