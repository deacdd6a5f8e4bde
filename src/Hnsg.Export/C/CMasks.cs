namespace Hnsg.Export.C;

/// <summary>How the exported program stores the masks.</summary>
public enum CMasks
{
    /// <summary>For each layer, whichever takes fewer bytes.</summary>
    Auto,

    /// <summary>The distances between kept connections, in Rice code: about n·H(kept fraction) bits.</summary>
    Compressed,

    /// <summary>One bit per connection. Rows of silent inputs are skipped.</summary>
    Flat,
}
