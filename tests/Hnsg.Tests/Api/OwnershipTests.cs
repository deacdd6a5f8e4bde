using System.Collections;
using System.Reflection;
using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Tests.Files;
using Hnsg.Tests.Lifetimes;
using Hnsg.Training;
using Hnsg.Training.Comparing;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Api;

/// <summary>What was handed over cannot be changed from outside, neither by who gave it nor by who reads it.</summary>
public class OwnershipTests
{
    [Fact]
    public void The_masks_of_a_network_are_what_it_was_made_of()
    {
        HiddenNetwork network = SomeNetwork.Of(SomeNetwork.Plain);
        Mask[] masks = [.. network.Masks];
        var again = new HiddenNetwork(network.Spec, masks);
        var signed = new SignedNetwork(network.Spec, masks, masks);
        masks[0] = masks[1] = null!;
        Assert.Equal(network.Masks, again.Masks);
        Assert.Equal(network.Masks, signed.Masks);
        Assert.Equal(network.Masks, signed.Negated);
        Assert.Equal(network.ToBytes(), again.ToBytes());
    }

    [Fact]
    public void The_layers_of_a_spec_are_what_it_was_made_of()
    {
        LayerSpec[] layers = [new() { Neurons = 8 }, new() { Neurons = 2, Keep = 1 }];
        var spec = new NetworkSpec { Inputs = 16, Layers = layers };
        layers[0] = new LayerSpec { Neurons = 9 };
        Assert.Equal(8, spec.Layers[0].Neurons);
    }

    [Fact]
    public void The_weights_of_a_network_are_what_it_was_made_of()
    {
        float[] values = new float[128];
        float[] bias = new float[8];
        var dense = LayerWeights.Dense(values, bias);
        Mask mask = SomeNetwork.Of(SomeNetwork.Plain).Masks[0];
        var sparse = LayerWeights.Sparse(mask, values.AsMemory(0, (int)mask.Kept));
        values.AsSpan().Fill(float.NaN);
        bias.AsSpan().Fill(float.NaN);
        Assert.DoesNotContain(float.NaN, dense.Values!.Value.ToArray());
        Assert.DoesNotContain(float.NaN, dense.Bias!.Value.ToArray());
        Assert.DoesNotContain(float.NaN, sparse.Values!.Value.ToArray());
        LayerWeights[] layers = [dense, LayerWeights.Dense(new float[16])];
        var spec = SomeNetwork.Plain with
        {
            Layers = [.. SomeNetwork.Plain.Layers.Select(layer => layer with { Keep = 1 })],
        };
        var network = new RealNetwork(spec, "weights", layers);
        layers[0] = null!;
        Assert.Same(dense, network.Weights[0]);
    }

    [Fact]
    public void The_samples_and_names_of_data_are_what_they_were_made_of()
    {
        byte[] pixels = [1, 2, 3, 4];
        byte[] labels = [0, 1];
        var samples = new SampleSet(pixels, labels, 2);
        string[] names = ["a", "b"];
        var sums = new Dictionary<string, string> { ["part"] = "sum" };
        Dataset data = SomeDisposable.Digits with { ClassNames = names, Sha256 = sums };
        var metadata = new ModelMetadata { Classes = names };
        (pixels[0], labels[0], names[0], sums["part"]) = (9, 9, "z", "z");
        Assert.Equal([1, 2], samples.Pixels(0).ToArray());
        Assert.Equal(0, samples.Labels[0]);
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal("sum", data.Sha256["part"]);
        Assert.Equal(["a", "b"], metadata.Classes);
    }

    [Fact]
    public void Options_are_what_they_were_made_of()
    {
        int[] hidden = [10];
        double[] keep = [0.5];
        string[] methods = ["hnsg"];
        var options = new TrainingOptions { Hidden = hidden, Keep = keep };
        var plan = new ComparisonPlan
        {
            Methods = methods,
            Seeds = 1,
            Options = _ => options,
        };
        (hidden[0], keep[0], methods[0]) = (-1, -1, "none");
        Assert.Equal((10, 0.5, "hnsg"), (options.Hidden[0], options.Keep[0], plan.Methods[0]));
    }

    [Fact]
    public void No_list_that_others_hold_can_be_written_to()
    {
        using var session = new TrainingSession(SomeDisposable.Options, SomeDisposable.Digits, 1);
        session.Run(null, TestContext.Current.CancellationToken);
        object[] holders =
        [
            session,
            session.Network(),
            session.Spec,
            session.Network().Metadata,
            SomeDisposable.Digits,
            SomeDisposable.Options,
            new TrainingOptions(),
            new ModelMetadata(),
        ];
        IEnumerable<(string, object?)> held = holders.SelectMany(it =>
            it.GetType()
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => ($"{it.GetType().Name}.{property.Name}", property.GetValue(it)))
        );
        IEnumerable<(string, object?)> shared = typeof(HiddenNetwork)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Select(property => ($"{property.DeclaringType!.Name}.{property.Name}", property.GetValue(null)));
        Assert.All(held.Concat(shared), it => Assert.False(CanBeWritten(it.Item2), it.Item1));
    }

    private static bool CanBeWritten(object? value) =>
        value is IList { Count: > 0, IsReadOnly: false } or IDictionary { IsReadOnly: false };
}
