using Hnsg.Randomness;

namespace Hnsg.Engine;

/// <summary>Where the samples of a batch come from.</summary>
internal abstract class BatchSource
{
    /// <summary>Key of the input spikes of this batch.</summary>
    public abstract RandomKey SpikeKey { get; }

    /// <summary>Index of the sample in a slot: the stream of its input spikes.</summary>
    public abstract uint Sample(int slot);

    /// <summary>Pixels of the sample in a slot.</summary>
    /// <param name="slot">Place in the batch.</param>
    /// <param name="scratch">As long as a sample; may be filled and returned.</param>
    public abstract ReadOnlySpan<byte> Pixels(int slot, Span<byte> scratch);
}
