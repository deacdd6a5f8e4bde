using Hnsg.Tests.Kernels;
using Hnsg.Training.Surrogates;
using Xunit;

namespace Hnsg.Tests.Training.Surrogates;

public class SurrogateTests
{
    public static TheoryData<string> Names => [.. SurrogateCatalog.Names];

    public static MatrixTheoryData<string, int> NamesAndLengths => new(SurrogateCatalog.Names, Sizes.Inputs);

    /// <summary>The formulas in double.</summary>
    public static double Formula(string name, double z, double a) =>
        name switch
        {
            "atan" => a / 2 / (1 + Math.Pow(Math.PI / 2 * a * z, 2)),
            "fast-sigmoid" => 1 / Math.Pow(1 + a * Math.Abs(z), 2),
            "sigmoid" => a * Logistic(a * z) * Logistic(-a * z),
            "triangle" => Math.Max(0, 1 - a * Math.Abs(z)),
            "boxcar" => Math.Abs(z) < 1 / (2 * a) ? a : 0,
            "straight-through" => 1,
            _ => throw new ArgumentException(name),
        };

    [Theory, MemberData(nameof(Names))]
    public void The_values_are_those_of_the_formula(string name)
    {
        foreach (double? slope in (double?[])[null, 0.3, 1, 2.5, 30])
        {
            Surrogate surrogate = SurrogateCatalog.Create(name, slope);
            for (float z = -6; z < 6; z += 0.00317f)
            {
                double exact = Formula(name, z, surrogate.Slope);
                Assert.Equal(exact, Of(surrogate, z), 2e-6 * exact + 1e-6 * (name == "triangle" ? 1 : 1e-20));
            }
        }
    }

    // Every element alone is the scalar form; together they are lanes and a tail.
    [Theory, MemberData(nameof(NamesAndLengths))]
    public void Lanes_and_tail_give_the_bits_of_the_scalar_form(string name, int length)
    {
        Surrogate surrogate = SurrogateCatalog.Create(name);
        using var z = SomeNumbers.Floats(length, 40, 1.2);
        var together = new float[length];
        surrogate.Derivative(z.Span, together);
        Bits.Same(z.Span.ToArray().Select(value => Of(surrogate, value)).ToArray(), together);
        surrogate.Derivative(z.Span, z.Span);
        Bits.Same(together, z.Span);
    }

    [Theory, MemberData(nameof(Names))]
    public void Far_from_the_threshold_it_is_small_and_finite(string name)
    {
        Surrogate surrogate = SurrogateCatalog.Create(name);
        float[] far = [1e4f, -1e4f, 1e30f, -1e30f, float.MaxValue, float.MinValue];
        // 16 lanes and a tail.
        far = [.. far, .. far, .. far];
        var derivative = new float[far.Length];
        surrogate.Derivative(far, derivative);
        Assert.All(derivative, value => Assert.InRange(value, 0, name == "straight-through" ? 1 : 1e-7));
    }

    [Theory, MemberData(nameof(Names))]
    public void It_is_symmetric_and_highest_at_the_threshold(string name)
    {
        Surrogate surrogate = SurrogateCatalog.Create(name);
        for (float z = 0.001f; z < 5; z *= 1.3f)
        {
            Assert.Equal(Of(surrogate, z), Of(surrogate, -z));
            Assert.True(Of(surrogate, z) <= Of(surrogate, z / 1.3f));
        }
    }

    // Areas in closed form; the tails of the first two are long, so only ±20 is summed.
    [Theory]
    [InlineData("atan", 2)]
    [InlineData("atan", 0.5)]
    [InlineData("fast-sigmoid", 25)]
    [InlineData("sigmoid", 4)]
    [InlineData("sigmoid", 1.5)]
    [InlineData("triangle", 1)]
    [InlineData("triangle", 3)]
    [InlineData("boxcar", 1)]
    [InlineData("boxcar", 4)]
    public void The_area_is_that_of_the_step_it_stands_for(string name, double slope)
    {
        const double reach = 20;
        const double h = 1e-3;
        double area = 0;
        Surrogate surrogate = SurrogateCatalog.Create(name, slope);
        for (double z = -reach + h / 2; z < reach; z += h)
        {
            area += h * Of(surrogate, (float)z);
        }
        double expected = name switch
        {
            "atan" => 2 / Math.PI * Math.Atan(Math.PI / 2 * slope * reach),
            "fast-sigmoid" => 2 / slope * (1 - 1 / (1 + slope * reach)),
            "triangle" => 1 / slope,
            _ => 1,
        };
        Assert.Equal(expected, area, 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e-60)]
    [InlineData(1e60)]
    [InlineData(1.1e6)]
    public void A_slope_out_of_range_is_refused(double slope)
    {
        foreach (string name in SurrogateCatalog.Names)
        {
            var error = Assert.Throws<OptionException>(() => SurrogateCatalog.Create(name, slope));
            Assert.Equal("slope", error.Option);
        }
    }

    [Fact]
    public void An_unknown_name_is_refused() =>
        Assert.Equal("surrogate", Assert.Throws<OptionException>(() => SurrogateCatalog.Create("atann")).Option);

    private static float Of(Surrogate surrogate, float z)
    {
        var one = new float[1];
        surrogate.Derivative([z], one);
        return one[0];
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
