namespace Hnsg.Networks;

/// <summary>How a sample becomes the input of the first layer.</summary>
public enum InputEncoding
{
    /// <summary>The pixel p in 0…255 itself is the input at every step, as p/2^F: the current is constant.</summary>
    Direct,

    /// <summary>At every step a pixel p spikes with probability p/256.</summary>
    Rate,
}
