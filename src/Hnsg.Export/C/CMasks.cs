namespace Hnsg.Export.C;

/// <summary>How the exported program stores the masks.</summary>
public enum CMasks
{
    /// <summary>Each layer as takes fewer bytes.</summary>
    Auto,

    /// <summary>The distances between kept connections, in Rice code: about n·H(kept fraction) bits.</summary>
    Compressed,

    /// <summary>One bit a connection. Rows of silent inputs are stepped over.</summary>
    Flat,
}
