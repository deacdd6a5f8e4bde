namespace Hnsg.Measures;

/// <summary>What an operation is taken to cost.</summary>
/// <param name="Name">Name, such as <c>horowitz-45nm-32bit</c>.</param>
/// <param name="Description">What it is.</param>
/// <param name="PicojoulesPerMac">Energy of a multiplication with addition in 10⁻¹² J.</param>
/// <param name="PicojoulesPerAc">Energy of an addition in 10⁻¹² J.</param>
/// <remarks>Horowitz, Computing's energy problem, ISSCC 2014: 45 nm, 0.9 V.</remarks>
public sealed record EnergyModel(string Name, string Description, double PicojoulesPerMac, double PicojoulesPerAc)
{
    /// <summary>What has to be said beside every figure in joules.</summary>
    public const string Caveat =
        "Compute only. Memory traffic is not counted, and it usually costs more than the arithmetic; with it a spiking "
        + "network needs a low firing rate to win over a conventional one (arXiv 2409.08290).";

    /// <summary>The models that are known.</summary>
    public static IReadOnlyList<EnergyModel> All { get; } =
    [
        new("horowitz-45nm-32bit", "45 nm, 32-bit floating point: 4.6 pJ a MAC, 0.9 pJ an AC", 4.6, 0.9),
        new("horowitz-45nm-8bit", "45 nm, 8-bit integer: 0.23 pJ a MAC, 0.03 pJ an AC", 0.23, 0.03),
    ];

    /// <summary>Energy of a sample in joules.</summary>
    /// <param name="complexity">The operations of a sample.</param>
    public double Joules(Complexity complexity)
    {
        ArgumentNullException.ThrowIfNull(complexity);
        return (complexity.EffectiveMacs * PicojoulesPerMac + complexity.EffectiveAcs * PicojoulesPerAc) * 1e-12;
    }
}
