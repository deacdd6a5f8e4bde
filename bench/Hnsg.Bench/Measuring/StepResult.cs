using System.Text.Json.Nodes;
using Hnsg.Networks;
using Hnsg.Training;

namespace Hnsg.Bench.Measuring;

/// <summary>What the step benchmark measured.</summary>
internal sealed class StepResult(StepWork work, string dataset, NetworkSpec network, Pinning pinning, StepTimes[] times)
{
    public StepWork Work { get; } = work;

    public Pinning Pinning { get; } = pinning;

    public string Dataset { get; } = dataset;

    public Spread Total { get; } = new(times.Select(time => time.Total));

    /// <summary>The parts of the step in the order of their work.</summary>
    public IReadOnlyList<(string Name, Spread Time)> Parts { get; } =
    [
        ("forward", new Spread(times.Select(time => time.Forward))),
        ("backward", new Spread(times.Select(time => time.Backward))),
        ("select", new Spread(times.Select(time => time.Select))),
    ];

    public double PeakMegabytes { get; } = Machine.PeakMegabytes;

    public double ImagesPerSecond => Work.Options.Batch * 1000 / Total.Median;

    public JsonObject Json()
    {
        var json = new JsonObject { ["benchmark"] = "step", ["dataset"] = Dataset };
        json["layers"] = new JsonArray([network.Inputs, .. network.Layers.Select(layer => (JsonNode)layer.Neurons)]);
        Work.WriteTo(json);
        Total.WriteTo(json);
        json["parts"] = new JsonObject(
            Parts.Select(part => KeyValuePair.Create(part.Name, (JsonNode?)Spread.Rounded(part.Time.Median)))
        );
        json["imagesPerSecond"] = Math.Round(ImagesPerSecond);
        json["peakMegabytes"] = Math.Round(PeakMegabytes, 1);
        json["pinned"] = Pinning.Processors is { } cpus ? new JsonArray([.. cpus.Select(cpu => (JsonNode)cpu)]) : null;
        json["machine"] = Machine.Json();
        return json;
    }
}
