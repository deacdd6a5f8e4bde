using Hnsg.Spikes;
using Hnsg.Tests.Files;
using Hnsg.Tests.Training.Methods;
using Hnsg.Training.Surrogates;
using Xunit;

namespace Hnsg.Tests.Extending;

/// <summary>The examples of ARCHITECTURE.md are those files, and do what they say.</summary>
public unsafe class ExtendingTests
{
    [Theory]
    [InlineData(nameof(ReadoutMethod))]
    [InlineData(nameof(Gaussian))]
    [InlineData(nameof(BlinkEncoder))]
    [InlineData(nameof(AdaptiveLif))]
    public void The_document_shows_the_file(string name)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ARCHITECTURE.md")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("ARCHITECTURE.md");
        }
        string file = File.ReadAllText(Path.Combine(root, "tests", "Hnsg.Tests", "Extending", $"{name}.cs"));
        string example = file[file.IndexOf("/// <summary>", StringComparison.Ordinal)..].Trim();
        string document = File.ReadAllText(Path.Combine(root, "ARCHITECTURE.md"));
        Assert.Contains($"```csharp\n{example}\n```\n", document.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_method_trains_the_output_layer_alone()
    {
        using var hidden = new MethodStep(new ReadoutMethod(), SomeNetwork.Plain, 0);
        Assert.False(hidden.Method.Trains);
        Assert.Empty(hidden.Method.State);
        Assert.Equal(SomeNetwork.Plain.KeptConnections(0), hidden.Effective.Count(weight => weight != 0));
        using var output = new MethodStep(new ReadoutMethod(), SomeNetwork.Plain, 1);
        Assert.True(output.Method.Trains);
        double[] before = output.Values;
        Assert.Contains(output.Step(), gradient => gradient != 0);
        Assert.NotEqual(before, output.Values);
    }

    [Fact]
    public void The_surrogate_is_its_formula_in_every_lane()
    {
        float[] distance = [.. Enumerable.Range(-20, 41).Select(i => i / 10f)];
        var derivative = new float[distance.Length];
        new Surrogate<Gaussian>(1.5).Derivative(distance, derivative);
        for (int i = 0; i < distance.Length; i++)
        {
            Assert.Equal(1.5 * Math.Exp(-Math.Pow(1.5 * distance[i], 2)), derivative[i], 1e-6);
        }
    }

    [Fact]
    public void The_encoder_blinks_faster_for_brighter_pixels()
    {
        using var train = new InputTrain(8);
        new BlinkEncoder(8).Encode([0, 255, 128, 60, 1], default, 0, train);
        Assert.Equal([1, 2], train.SpikesAt(1));
        Assert.Equal(
            [1, 2, 3],
            Enumerable.Range(0, 8).SelectMany(train.SpikesAt).Distinct().Order().Select(i => (int)i)
        );
        Assert.Equal(4 + 4 + 1, train.TotalSpikes);
    }
}
