namespace Hnsg.Networks;

/// <summary>The distribution of the frozen weights, always small integers.</summary>
public enum WeightKind
{
    /// <summary>−1 or +1, each with probability ½. One random bit per weight; rms 1.</summary>
    SignedConstant,

    /// <summary>popcount of 16 random bits minus 8: a Gaussian with integer levels in −8…8; rms 2.</summary>
    Binomial,

    /// <summary>−7…7, all equally likely to within 2^−16; rms √(56/3).</summary>
    Uniform,
}
