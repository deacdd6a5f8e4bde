using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Export.Tests;

/// <summary>What tests need to have.</summary>
internal static class Some
{
    /// <summary>Pictures of random dots.</summary>
    public static List<VerifySample> Samples(TrainedNetwork network, int count = 64) =>
        [.. VerifySample.Probes(network.Spec.Inputs, count)];

    /// <summary>What a network does with some of them.</summary>
    public static IReadOnlyList<GoldenSample> Golden(HiddenNetwork network, int count = 3) =>
        GoldenSample.Record(network, Samples(network, count).Select(it => (it.Sample, it.Pixels)));
}
