using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Tests.Files;

/// <summary>Networks to store.</summary>
internal static class SomeNetwork
{
    /// <summary>A spec in which nothing has its default.</summary>
    public static NetworkSpec Unusual =>
        new()
        {
            Inputs = 12,
            Layers =
            [
                new()
                {
                    Neurons = 7,
                    Keep = 0.3,
                    Gain = 1.5,
                    Lif = new()
                    {
                        DecayShift = 3,
                        Threshold = 0.7,
                        Reset = ResetKind.DelayedSubtract,
                    },
                },
                new()
                {
                    Neurons = 3,
                    Keep = 0.5,
                    Lif = new() { Reset = ResetKind.None },
                },
            ],
            Seed = ulong.MaxValue,
            Steps = 5,
            Encoding = InputEncoding.Rate,
            Weights = WeightKind.Binomial,
            FractionBits = 6,
        };

    /// <summary>A spec of neurons that version 1 of the model file does not know.</summary>
    public static NetworkSpec OtherNeurons =>
        Unusual with
        {
            Encoding = InputEncoding.Delta,
            Layers =
            [
                new()
                {
                    Neurons = 7,
                    Keep = 0.3,
                    Lif = new()
                    {
                        Kind = NeuronKind.Cuba,
                        SynapseShift = 2,
                        Reset = ResetKind.Zero,
                    },
                },
                new()
                {
                    Neurons = 3,
                    Keep = 0.5,
                    Lif = new() { Kind = NeuronKind.If, Threshold = 0.4 },
                },
            ],
        };

    /// <summary>A tiny spec with the defaults.</summary>
    public static NetworkSpec Plain =>
        new() { Inputs = 16, Layers = [new() { Neurons = 8 }, new() { Neurons = 2, Keep = 1 }] };

    /// <summary>A network of a spec whose masks are random.</summary>
    public static HiddenNetwork Of(NetworkSpec spec, ModelMetadata? metadata = null) =>
        new(spec, [.. Enumerable.Range(0, spec.Layers.Count).Select(layer => Random(spec, layer))])
        {
            Metadata = metadata ?? new(),
        };

    private static Mask Random(NetworkSpec spec, int layer)
    {
        var mask = new MaskBuilder(spec.FanIn(layer), spec.Layers[layer].Neurons);
        var key = new RandomKey(7);
        for (uint draw = 0; mask.Kept < spec.KeptConnections(layer); draw++)
        {
            mask[key.Below((uint)layer, draw, (uint)mask.Connections)] = true;
        }
        return mask.Build();
    }
}
