namespace Hnsg.Measures;

/// <summary>The assumed energy of an operation.</summary>
/// <param name="Name">Name, such as <c>horowitz-45nm-32bit</c>.</param>
/// <param name="Description">What it is.</param>
/// <param name="PicojoulesPerMac">Energy of a multiplication with addition in 10⁻¹² J.</param>
/// <param name="PicojoulesPerAc">Energy of an addition in 10⁻¹² J.</param>
/// <remarks>Horowitz, Computing's energy problem, ISSCC 2014: 45 nm, 0.9 V.</remarks>
public sealed record EnergyModel(string Name, string Description, double PicojoulesPerMac, double PicojoulesPerAc)
{
    /// <summary>The caveat to print beside every figure in joules.</summary>
    public const string Caveat =
        "Compute only. Memory traffic is not counted, although it usually costs more than the arithmetic; counting it, a "
        + "spiking network beats a conventional one only at a low firing rate (arXiv 2409.08290).";

    /// <summary>The known models.</summary>
    public static IReadOnlyList<EnergyModel> All { get; } =
    [
        new("horowitz-45nm-32bit", "45 nm, 32-bit floating point: 4.6 pJ per MAC, 0.9 pJ per AC", 4.6, 0.9),
        new("horowitz-45nm-8bit", "45 nm, 8-bit integer: 0.23 pJ per MAC, 0.03 pJ per AC", 0.23, 0.03),
    ];

    /// <summary>Energy of a sample in joules.</summary>
    /// <param name="complexity">The operations of a sample.</param>
    public double Joules(Complexity complexity)
    {
        ArgumentNullException.ThrowIfNull(complexity);
        return (complexity.EffectiveMacs * PicojoulesPerMac + complexity.EffectiveAcs * PicojoulesPerAc) * 1e-12;
    }
}
