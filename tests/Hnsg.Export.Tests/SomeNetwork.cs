using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Export.Tests;

/// <summary>Networks to export, with masks as they come.</summary>
internal static class SomeNetwork
{
    /// <summary>A network of a spec whose masks are random.</summary>
    public static HiddenNetwork Of(NetworkSpec spec, ulong seed = 7)
    {
        var masks = new List<Mask>();
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            var mask = new MaskBuilder(spec.FanIn(layer), spec.Layers[layer].Neurons);
            var key = new RandomKey(seed);
            long kept = 0;
            for (uint draw = 0; kept < spec.KeptConnections(layer); draw++)
            {
                long index = key.Below((uint)layer, draw, (uint)mask.Connections);
                kept += mask[index] ? 0 : 1;
                mask[index] = true;
            }
            masks.Add(mask.Build());
        }
        return new HiddenNetwork(spec, masks);
    }

    /// <summary>A spec of layers that keep these fractions.</summary>
    public static NetworkSpec Spec(int inputs, params (int Neurons, double Keep, ResetKind Reset)[] layers) =>
        new()
        {
            Inputs = inputs,
            Seed = 0x1234_5678_9ABC,
            Layers =
            [
                .. layers.Select(it => new LayerSpec
                {
                    Neurons = it.Neurons,
                    Keep = it.Keep,
                    Lif = new LifSpec { DecayShift = 3, Reset = it.Reset },
                }),
            ],
        };

    /// <summary>784-256-10 as the preset <c>tiny</c> makes it.</summary>
    public static HiddenNetwork Tiny { get; } =
        Of(
            new NetworkSpec
            {
                Inputs = 784,
                Seed = 1,
                Layers = [new() { Neurons = 256, Keep = 0.05 }, new() { Neurons = 10, Keep = 0.5 }],
            }
        );

    /// <summary>A small network of the usual kind.</summary>
    public static HiddenNetwork Small { get; } =
        Of(Spec(64, (40, 0.2, ResetKind.Subtract), (5, 0.5, ResetKind.Subtract)));

    /// <summary>A network of a name below, with real weights, biases and decays in place of its own.</summary>
    public static RealNetwork Real(string name)
    {
        NetworkSpec spec = Named(name).Spec;
        spec = spec with
        {
            Layers =
            [
                .. spec.Layers.Select(
                    (it, l) =>
                        it with
                        {
                            Keep = 1,
                            Lif = it.Lif with
                            {
                                Kind = l == 1 ? NeuronKind.If : NeuronKind.Lif,
                                TrainedBeta = l == 0 ? 0.83 : null,
                                Threshold = 0.4,
                            },
                        }
                ),
            ],
        };
        var key = new RandomKey(3);
        return new RealNetwork(
            spec,
            "nir",
            [
                .. spec.Layers.Select(
                    (it, l) =>
                        LayerWeights.Dense(
                            Reals(key, (uint)l, (int)spec.Connections(l), 2f / MathF.Sqrt(spec.FanIn(l))),
                            l == 0 ? (ReadOnlyMemory<float>?)null : Reals(key, (uint)l + 100, it.Neurons, 0.1f)
                        )
                ),
            ]
        );
    }

    private static float[] Reals(RandomKey key, uint stream, int count, float largest) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => ((float)key.Below(stream, (uint)i, 20_001) / 10_000 - 0.9f) * largest),
        ];

    /// <summary>Networks of every encoding, reset and kind of weight, by what is special about them.</summary>
    public static HiddenNetwork Named(string name)
    {
        const ResetKind Usual = ResetKind.Subtract;
        return Of(
            name switch
            {
                "direct" => Spec(49, (33, 0.1, Usual), (7, 0.5, Usual)) with { Steps = 8 },
                "rate" => Spec(49, (33, 0.2, Usual), (7, 0.5, Usual)) with
                {
                    Steps = 25,
                    Encoding = InputEncoding.Rate,
                },
                "deep" => Spec(30, (31, 0.1, Usual), (65, 0.6, ResetKind.Zero), (3, 1, Usual)) with { Steps = 17 },
                "single" => Spec(20, (4, 0.5, Usual)) with { Steps = 1 },
                "read-out" => Spec(20, (16, 0.4, Usual), (4, 0.5, ResetKind.None)) with { Steps = 5 },
                "zero" => Spec(20, (16, 0.4, ResetKind.Zero), (4, 0.5, ResetKind.Zero)) with { Steps = 9 },
                "delayed" => Spec(20, (16, 0.4, ResetKind.DelayedSubtract), (4, 0.5, Usual)) with { Steps = 20 },
                "binomial" => Spec(31, (21, 0.3, Usual), (4, 0.5, Usual)) with { Weights = WeightKind.Binomial },
                "uniform" => Spec(31, (21, 0.3, Usual), (4, 0.5, Usual)) with
                {
                    Weights = WeightKind.Uniform,
                    Encoding = InputEncoding.Rate,
                    FractionBits = 4,
                },
                _ => Spec(9000, (9, 0.5, Usual), (2, 1, Usual)) with
                {
                    Weights = WeightKind.Binomial,
                    Encoding = InputEncoding.Rate,
                    FractionBits = 2,
                    Steps = 3,
                },
            }
        );
    }
}
