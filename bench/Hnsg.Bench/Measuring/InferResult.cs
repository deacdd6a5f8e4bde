using System.Text.Json.Nodes;
using Hnsg.Networks;

namespace Hnsg.Bench.Measuring;

/// <summary>What the inference benchmark measured; times are milliseconds of an image.</summary>
internal sealed class InferResult(InferWork work, string dataset, NetworkSpec network, Pinning pinning)
{
    public InferWork Work { get; } = work;

    public NetworkSpec Network { get; } = network;

    public Pinning Pinning { get; } = pinning;

    /// <summary>One image at a time, class and votes.</summary>
    public required Spread Full { get; init; }

    /// <summary>One image at a time, the class alone, until it is certain.</summary>
    public required Spread ClassAlone { get; init; }

    /// <summary>Managed bytes that a call of either allocates.</summary>
    public required double BytesPerCall { get; init; }

    /// <summary>A batch of the whole test set on one thread.</summary>
    public required Spread OneThread { get; init; }

    /// <summary>The same on all threads.</summary>
    public required Spread ManyThreads { get; init; }

    /// <summary>How much faster all threads are than one.</summary>
    public double Ratio => OneThread.Median / ManyThreads.Median;

    /// <summary>The network in words.</summary>
    public string Text =>
        FormattableString.Invariant(
            $"{Network.Inputs}-{string.Join('-', Network.Layers.Select(layer => layer.Neurons))} on {dataset}, {Encoding} input, T = {Network.Steps}, kept {string.Join(", ", Network.Layers.Select(layer => layer.Keep))}"
        );

    /// <summary>Name of the encoding.</summary>
    public string Encoding => Network.Encoding == InputEncoding.Direct ? "direct" : "rate";

    public JsonObject Json() =>
        new()
        {
            ["benchmark"] = "infer",
            ["dataset"] = dataset,
            ["layers"] = new JsonArray([Network.Inputs, .. Network.Layers.Select(layer => (JsonNode)layer.Neurons)]),
            ["encoding"] = Encoding,
            ["steps"] = Network.Steps,
            ["keep"] = new JsonArray([.. Network.Layers.Select(layer => (JsonNode)layer.Keep)]),
            ["repeat"] = Work.Repeat,
            ["single"] = Times(Full),
            ["classAlone"] = Times(ClassAlone),
            ["allocatedBytesPerCall"] = BytesPerCall,
            ["batchOneThread"] = Times(OneThread),
            ["threads"] = Work.Threads,
            ["batch"] = Times(ManyThreads),
            ["timesAsFast"] = Math.Round(Ratio, 3),
            ["pinned"] = Pinning.Processors is { } cpus ? new JsonArray([.. cpus.Select(cpu => (JsonNode)cpu)]) : null,
            ["machine"] = Machine.Json(),
        };

    private static JsonObject Times(Spread image) =>
        new()
        {
            ["microseconds"] = Math.Round(image.Median * 1000, 3),
            ["lowestMicroseconds"] = Math.Round(image.Lowest * 1000, 3),
            ["highMicroseconds"] = Math.Round(image.High * 1000, 3),
            ["imagesPerSecond"] = Math.Round(1000 / image.Median),
        };
}
