using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Networks;

public class NetworkSpecTests
{
    private static NetworkSpec Valid =>
        new() { Inputs = 784, Layers = [new() { Neurons = 1000 }, new() { Neurons = 10, Keep = 0.5 }] };

    public static TheoryData<string, string> OutOfRange =>
        new()
        {
            { "inputs", "Inputs=0" },
            { "inputs", "Inputs=65536" },
            { "layers", "Layers=0" },
            { "layers", "Layers=17" },
            { "steps", "Steps=0" },
            { "steps", "Steps=1001" },
            { "fraction-bits", "FractionBits=-1" },
            { "fraction-bits", "FractionBits=13" },
            { "encoding", "Encoding=9" },
            { "weights", "Weights=9" },
        };

    [Theory]
    [InlineData(784_000, 0.1, 78_400)]
    [InlineData(784_000, 0.3, 235_200)]
    [InlineData(784_000, 1, 784_000)]
    [InlineData(784_000, 1e-9, 1)]
    [InlineData(784_000, 1e-300, 1)]
    [InlineData(1, 0.5, 1)]
    [InlineData(3, 0.5, 2)]
    [InlineData(10, 0.70000001, 8)]
    [InlineData(1L << 28, 0.5, 1L << 27)]
    [InlineData(1L << 28, 1, 1L << 28)]
    public void The_kept_count_is_rounded_up(long connections, double keep, long expected) =>
        Assert.Equal(expected, NetworkSpec.KeptCount(connections, keep));

    [Theory]
    [InlineData(WeightKind.SignedConstant, 1, 1, 8, 1603)]
    [InlineData(WeightKind.SignedConstant, 2, 1, 8, 801)]
    [InlineData(WeightKind.SignedConstant, 1, 0.5, 8, 801)]
    [InlineData(WeightKind.Binomial, 1, 1, 8, 3206)]
    [InlineData(WeightKind.Uniform, 1, 1, 8, 6925)]
    [InlineData(WeightKind.SignedConstant, 1, 1, 0, 6)]
    [InlineData(WeightKind.SignedConstant, 1000, 0.001, 0, 0)]
    public void The_threshold_is_theta_over_the_scale(
        WeightKind kind,
        double gain,
        double theta,
        int fractionBits,
        int expected
    )
    {
        NetworkSpec spec = Valid with
        {
            Weights = kind,
            FractionBits = fractionBits,
            Layers =
            [
                new()
                {
                    Neurons = 10,
                    Gain = gain,
                    Lif = new() { Threshold = theta },
                },
            ],
        };
        // c = gain·√(2 / (0.1·784)) / rms, Θ = round(θ / c · 2^F).
        double c = gain * Math.Sqrt(2 / 78.4) / FrozenWeights.Rms(kind);
        Assert.Equal(c, spec.Scale(0), 1e-12);
        Assert.Equal(c / (1 << fractionBits), spec.MembraneUnit(0), 1e-12);
        Assert.Equal(expected, spec.Threshold(0));
        Assert.Equal(expected, (int)Math.Round(theta / c * (1 << fractionBits)));
    }

    [Fact]
    public void Layers_follow_one_another()
    {
        NetworkSpec spec = Valid;
        Assert.Equal((784, 1000), (spec.FanIn(0), spec.FanIn(1)));
        Assert.Equal((784_000L, 10_000L), (spec.Connections(0), spec.Connections(1)));
        Assert.Equal((78_400L, 5_000L), (spec.KeptConnections(0), spec.KeptConnections(1)));
        Assert.Equal(10, spec.Classes);
    }

    [Fact]
    public void The_ends_of_the_ranges_are_allowed()
    {
        Valid.Validate();
        (Valid with { Inputs = 1, Steps = 1, FractionBits = 0 }).Validate();
        (Valid with { Inputs = 65_535, FractionBits = 2, Layers = [new() { Neurons = 4_000 }] }).Validate();
        (Valid with { Inputs = 16, Steps = 1000, FractionBits = 12 }).Validate();
        (Valid with { Layers = [.. Enumerable.Repeat(new LayerSpec { Neurons = 1, Keep = 1 }, 16)] }).Validate();
        OfLayer(
                new()
                {
                    Neurons = 5,
                    Gain = 1000,
                    Lif = new() { DecayShift = 15, Threshold = 1000 },
                }
            )
            .Validate();
        OfLayer(
            new()
            {
                Neurons = 5,
                Keep = 1e-9,
                Lif = new() { DecayShift = 1, Reset = ResetKind.None },
            }
        );
    }

    [Fact]
    public void Null_names_its_option()
    {
        Refused("layers", Valid with { Layers = null! });
        Refused("layers", Valid with { Layers = [null!] });
        Refused("layers", OfLayer(new() { Neurons = 5, Lif = null! }));
        Refused(
            "neuron",
            OfLayer(
                new()
                {
                    Neurons = 5,
                    Lif = new() { Kind = null! },
                }
            )
        );
    }

    [Theory, MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_names_its_option(string option, string change)
    {
        string[] parts = change.Split('=');
        int value = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        NetworkSpec spec = parts[0] switch
        {
            "Inputs" => Valid with { Inputs = value },
            "Layers" => Valid with { Layers = [.. Enumerable.Repeat(new LayerSpec { Neurons = 1 }, value)] },
            "Steps" => Valid with { Steps = value },
            "FractionBits" => Valid with { FractionBits = value },
            "Encoding" => Valid with { Encoding = (InputEncoding)value },
            _ => Valid with { Weights = (WeightKind)value },
        };
        Refused(option, spec);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1.0000001)]
    [InlineData(double.NaN)]
    public void A_kept_fraction_out_of_range_is_refused(double keep) =>
        Refused("keep", OfLayer(new() { Neurons = 5, Keep = keep }));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1000.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_gain_or_threshold_out_of_range_is_refused(double value)
    {
        Refused("gain", OfLayer(new() { Neurons = 5, Gain = value }));
        Refused(
            "threshold",
            OfLayer(
                new()
                {
                    Neurons = 5,
                    Lif = new() { Threshold = value },
                }
            )
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(-1)]
    public void A_decay_out_of_range_is_refused(int shift) =>
        Refused(
            "decay-shift",
            OfLayer(
                new()
                {
                    Neurons = 5,
                    Lif = new() { DecayShift = shift },
                }
            )
        );

    [Fact]
    public void Neurons_out_of_range_are_refused_by_the_name_of_their_layer()
    {
        foreach (int neurons in (int[])[0, -1, 65_536])
        {
            Refused("classes", Valid with { Layers = [new() { Neurons = 5 }, new() { Neurons = neurons }] });
            Refused("hidden", Valid with { Layers = [new() { Neurons = neurons }, new() { Neurons = 5 }] });
        }
    }

    [Fact]
    public void Too_many_connections_are_refused() =>
        Refused("hidden", Valid with { Inputs = 65_535, FractionBits = 0, Layers = [new() { Neurons = 4_100 }] });

    [Fact]
    public void Only_the_output_may_be_without_spikes()
    {
        LayerSpec silent = new()
        {
            Neurons = 5,
            Lif = new() { Reset = ResetKind.None },
        };
        (Valid with { Layers = [new() { Neurons = 5 }, silent] }).Validate();
        Refused("reset", Valid with { Layers = [silent, new() { Neurons = 5 }] });
        Refused(
            "reset",
            OfLayer(
                new()
                {
                    Neurons = 5,
                    Lif = new() { Reset = (ResetKind)9 },
                }
            )
        );
    }

    // 65,535 inputs · 8 · 2^12 is 2^31 already.
    [Fact]
    public void Membranes_that_could_leave_32_bits_are_refused()
    {
        NetworkSpec spec = Valid with
        {
            Inputs = 65_535,
            FractionBits = 12,
            Weights = WeightKind.Binomial,
            Encoding = InputEncoding.Rate,
            Layers = [new() { Neurons = 5 }],
        };
        Refused("fraction-bits", spec);
        (spec with { FractionBits = 8 }).Validate();
        Refused("fraction-bits", OfLayer(new() { Neurons = 5, Gain = 1e-300 }));
    }

    private static NetworkSpec OfLayer(LayerSpec layer) => Valid with { Layers = [layer] };

    private static void Refused(string option, NetworkSpec spec) =>
        Assert.Equal(option, Assert.Throws<OptionException>(spec.Validate).Option);
}
