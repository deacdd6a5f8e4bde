namespace Hnsg.Files;

/// <summary>Either direction of the arithmetic coder, so that one model drives both and they cannot drift apart.</summary>
internal interface IBitCoder
{
    /// <summary>Codes one bit: the encoder writes the given one, the decoder ignores it and returns the one it reads.</summary>
    /// <param name="bit">The bit to write.</param>
    /// <param name="one">Probability of a 1 in 1/65,536; in 1…65,535.</param>
    bool Code(bool bit, uint one);

    /// <summary>Whether a decoder has run out of bytes. Never so for an encoder.</summary>
    bool Starved { get; }
}
