namespace Hnsg.Randomness;

/// <summary>Names of the random streams: the second word of the counter.</summary>
/// <remarks>The purpose is the high byte and its index the low 24 bits, so no two streams overlap.</remarks>
internal static class RandomStream
{
    /// <summary>Frozen weights of a layer; for what a block holds, see <see cref="Networks.FrozenWeights"/>.</summary>
    public static uint Weights(int layer) => Name(1, layer);

    /// <summary>Initial scores of a layer: two of 32 bits per block, in the order of the connections.</summary>
    public static uint Scores(int layer) => Name(2, layer);

    /// <summary>The order of the training samples in an epoch.</summary>
    public static uint Shuffle(int epoch) => Name(3, epoch);

    /// <summary>Augmentation in an epoch: one block per sample.</summary>
    public static uint Augmentation(int epoch) => Name(4, epoch);

    /// <summary>Family of the keys for input spikes: one key per epoch, then one stream per sample.</summary>
    public static uint TrainingSpikes => Name(5, 0);

    /// <summary>Family of the key for input spikes outside training: index 0, then one stream per sample.</summary>
    public static uint InferenceSpikes => Name(6, 0);

    /// <summary>Embedded digits: the family with one key per sample.</summary>
    public static uint Digits => Name(7, 0);

    /// <summary>Magnitudes of a layer's weights where only their mean is used (method <c>biprop</c>): 4 of 16 bits per block.</summary>
    public static uint Magnitudes(int layer) => Name(8, layer);

    /// <summary>Family of the keys that draw masks (method <c>probabilistic</c>): one key per step, then one stream per layer.</summary>
    public static uint Masks => Name(9, 0);

    /// <summary>Family of the keys that draw option values of a sweep: one key per option.</summary>
    public static uint Sweeps => Name(10, 0);

    /// <summary>Family of the keys that warp training pictures: one key per epoch, then one stream per sample.</summary>
    public static uint Warps => Name(11, 0);

    private static uint Name(uint purpose, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, 0xFFFFFF);
        return (purpose << 24) | (uint)index;
    }
}
