using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Plots.Tests;

/// <summary>Networks and samples to draw.</summary>
internal static class Some
{
    /// <summary>A network with random masks.</summary>
    public static HiddenNetwork Network(
        int[] hidden,
        int inputs = 64,
        int classes = 4,
        int steps = 8,
        InputEncoding encoding = InputEncoding.Direct,
        ModelMetadata? metadata = null,
        ResetKind output = ResetKind.Subtract
    )
    {
        var spec = new NetworkSpec
        {
            Inputs = inputs,
            Layers =
            [
                .. hidden.Select(neurons => new LayerSpec { Neurons = neurons, Keep = 0.5 }),
                new LayerSpec
                {
                    Neurons = classes,
                    Keep = 0.5,
                    Lif = new() { Reset = output },
                },
            ],
            Steps = steps,
            Seed = 5,
            Encoding = encoding,
        };
        return new(spec, [.. Enumerable.Range(0, spec.Layers.Count).Select(layer => Mask(spec, layer))])
        {
            Metadata = metadata ?? new(),
        };
    }

    /// <summary>Random pixels, half of them 0.</summary>
    public static byte[] Pixels(int inputs = 64, uint sample = 0) =>
        [
            .. Enumerable
                .Range(0, inputs)
                .Select(i => (byte)Math.Max(0, new RandomKey(3).Below(sample, (uint)i, 512) - 256.0)),
        ];

    private static Mask Mask(NetworkSpec spec, int layer)
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
