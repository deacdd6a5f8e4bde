using Hnsg.Data;
using Hnsg.Diagnosis.Examining;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Tests.Diagnosis;

/// <summary>Networks with one thing wrong, by its name: planted by options, data or masks, never by numbers.</summary>
internal static class PlantedFault
{
    private static readonly Dictionary<string, (string Symptom, Func<(Patient, Dataset)> Plant)> s_all = new()
    {
        ["pixels scaled to 0 and 1"] = ("pixel-range", () => Data(SomePatient.WithPixels(p => (byte)(p >> 7)))),
        ["pictures inverted"] = ("pixel-range", () => Data(SomePatient.WithPixels(p => (byte)(255 - p)))),
        ["outputs listen to neurons without input"] = ("no-path", () => Masks(spec => spec, Severed)),
        ["a learning rate of a ten-millionth"] = ("learning-rate", () => Run(o => o with { LearningRate = 1e-7 })),
        ["a learning rate of 1"] = ("learning-rate", () => Run(o => o with { LearningRate = 1 })),
        ["three layers of gain 20 under a surrogate that never falls"] = (
            "exploding-gradients",
            () =>
                Run(o =>
                    o with
                    {
                        Hidden = [32, 32, 32],
                        Gain = [20],
                        Surrogate = "straight-through",
                        Slope = null,
                        Epochs = 2,
                    }
                )
        ),
        ["a surrogate a thousandth of the threshold wide"] = (
            "blind-surrogate",
            () => Run(o => o with { Slope = 5000 })
        ),
        ["membranes in whole spikes"] = (
            "membranes-at-threshold",
            () =>
                Run(o =>
                    o with
                    {
                        FractionBits = 0,
                        Encoding = InputEncoding.Rate,
                        Neuron = [NeuronKind.If],
                        Keep = [0.02, 0.2],
                    }
                )
        ),
        ["a hidden threshold of 500"] = ("dead-neurons", () => Run(o => o with { Threshold = [500, 1] })),
        ["only positive connections and a low threshold"] = (
            "saturated-neurons",
            () => Masks(spec => HiddenThreshold(spec, 0.01), Positive)
        ),
        ["an output threshold of 100"] = ("silent-output", () => Run(o => o with { Threshold = [1, 100] })),
        ["a rate that is too high for the first steps of a wide network"] = (
            "silent-output",
            () => Run(o => o with { Hidden = [600], Epochs = 2 })
        ),
        ["a surrogate as flat as a thousandth, three times in a row"] = (
            "vanishing-gradients",
            () => Run(o => o with { Hidden = [64, 64, 64], Slope = 0.001 })
        ),
        ["all connections kept"] = ("still-mask", () => Run(o => o with { Keep = [1] })),
        ["a high rate that never comes down"] = (
            "restless-mask",
            () => Run(o => o with { LearningRate = 0.02, Schedule = "constant" })
        ),
        ["a third of the connections moved to the empty border"] = ("wasted-connections", () => Masks(s => s, Border)),
    };

    public static IEnumerable<string> Names => s_all.Keys;

    public static string Symptom(string name) => s_all[name].Symptom;

    public static (Patient Patient, Dataset Data) Plant(string name) => s_all[name].Plant();

    private static (Patient, Dataset) Run(Func<TrainingOptions, TrainingOptions> change) =>
        (SomePatient.Trained(change(SomePatient.Options), SomePatient.Data), SomePatient.Data);

    private static (Patient, Dataset) Data(Dataset data) => (SomePatient.Trained(SomePatient.Options, data), data);

    private static (Patient, Dataset) Masks(Func<NetworkSpec, NetworkSpec> spec, Func<HiddenNetwork, Mask[]> masks) =>
        (SomePatient.Changed(spec, masks), SomePatient.Data);

    private static NetworkSpec HiddenThreshold(NetworkSpec spec, double threshold) =>
        spec with
        {
            Layers = [spec.Layers[0] with { Lif = spec.Layers[0].Lif with { Threshold = threshold } }, spec.Layers[1]],
        };

    // The first half of the hidden neurons has all the inputs, the second all the outputs.
    private static Mask[] Severed(HiddenNetwork network) =>
        [Fill(network, 0, (_, neuron) => neuron < 32), Fill(network, 1, (input, _) => input >= 32)];

    // Inputs of weight +1, from where there is something to see: from the middle outwards.
    private static Mask[] Positive(HiddenNetwork network)
    {
        NetworkSpec spec = network.Spec;
        var mask = new MaskBuilder(spec.Inputs, 64);
        long left = network.Masks[0].Kept;
        foreach (int pixel in Enumerable.Range(0, 784).OrderBy(p => Math.Abs(p / 28 - 14) + Math.Abs(p % 28 - 14)))
        {
            for (int neuron = 0; neuron < 64; neuron++)
            {
                if (left > 0 && FrozenWeights.At(spec.Weights, spec.Seed, 0, pixel * 64L + neuron) > 0)
                {
                    mask[pixel, neuron] = true;
                    left--;
                }
            }
        }
        return [mask.Build(), network.Masks[1]];
    }

    // Every third connection comes from a pixel that is always 0 instead.
    private static Mask[] Border(HiddenNetwork network)
    {
        var mask = new MaskBuilder(network.Masks[0]);
        int[] empty =
        [
            .. Enumerable
                .Range(0, 784)
                .Where(pixel =>
                    Enumerable
                        .Range(0, SomePatient.Data.Train.Count)
                        .All(n => SomePatient.Data.Train.Pixels(n)[pixel] == 0)
                ),
        ];
        long[] free = [.. empty.SelectMany(p => Enumerable.Range(0, 64).Select(n => p * 64L + n)).Where(c => !mask[c])];
        long[] taken =
        [
            .. Enumerable.Range(0, 784 * 64).Select(c => (long)c).Where(c => mask[c] && !empty.Contains((int)(c / 64))),
        ];
        for (int n = 0; n * 3 < taken.Length; n++)
        {
            mask[taken[n * 3]] = false;
            mask[free[n]] = true;
        }
        return [mask.Build(), network.Masks[1]];
    }

    // As many connections as the layer keeps, of those that are allowed, in the order of their index.
    private static Mask Fill(HiddenNetwork network, int layer, Func<int, int, bool> allowed)
    {
        Mask like = network.Masks[layer];
        var mask = new MaskBuilder(like.Rows, like.Columns);
        long left = like.Kept;
        for (int input = 0; input < like.Rows; input++)
        {
            for (int neuron = 0; neuron < like.Columns && left > 0; neuron++)
            {
                if (allowed(input, neuron))
                {
                    mask[input, neuron] = true;
                    left--;
                }
            }
        }
        return mask.Build();
    }
}
