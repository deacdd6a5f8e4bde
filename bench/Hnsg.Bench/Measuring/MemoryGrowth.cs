using System.Text.Json.Nodes;
using Hnsg.Bench.Peers;
using Hnsg.Training.Options;

namespace Hnsg.Bench.Measuring;

/// <summary>Peak memory of training the standard work, and how it grows with the steps, beside PyTorch.</summary>
internal sealed class MemoryGrowth
{
    private static readonly TrainingOptions s_work = StepWork.Standard with { Hidden = [1000], Batch = 128 };

    private MemoryGrowth(IReadOnlyList<MemoryPoint> points, string reason)
    {
        Points = points;
        Reason = reason;
    }

    /// <summary>The measurements, T ascending.</summary>
    public IReadOnlyList<MemoryPoint> Points { get; }

    /// <summary>Why PyTorch was not measured; empty where it was.</summary>
    public string Reason { get; }

    /// <summary>What a neuron takes in a sample and step, by the growth from the least T to the most.</summary>
    public double OurBytes => Bytes(point => point.Ours)!.Value;

    /// <summary>The same of PyTorch.</summary>
    public double? PeerBytes => Bytes(point => point.Peer);

    /// <summary>Our growth over PyTorch's.</summary>
    public double? Share => OurBytes / PeerBytes;

    /// <summary>Runs training and PyTorch, a process for each T.</summary>
    /// <param name="steps">T, ascending; at least two.</param>
    /// <param name="done">Hears of each.</param>
    public static MemoryGrowth Measure(IReadOnlyList<int> steps, Action<string> done)
    {
        List<MemoryPoint> points = [];
        string reason = "";
        foreach (int count in steps)
        {
            string[] size = ["--steps", $"{count}", "--repeat", "5"];
            double ours = (double)JsonNode.Parse(ChildProcess.RunSelf(["step", "--json", .. size]))!["peakMegabytes"]!;
            PeerAnswer peer =
                reason.Length > 0
                    ? new PeerAnswer(null, reason)
                    : PeerProcess.Run(Peer.TorchStep, size, forMemory: true);
            reason = peer.Json is null ? peer.Reason : "";
            points.Add(new MemoryPoint(count, ours, peer.Number("peakMegabytes")));
            done(FormattableString.Invariant($"T = {count}: {ours:F0} MB, PyTorch {points[^1].Peer:F0} MB"));
        }
        return new MemoryGrowth(points, reason);
    }

    private double? Bytes(Func<MemoryPoint, double?> megabytes)
    {
        MemoryPoint first = Points[0];
        MemoryPoint last = Points[^1];
        double cells = (double)(last.Steps - first.Steps) * s_work.Batch * (s_work.Hidden[0] + 10);
        return (megabytes(last) - megabytes(first)) * 1024 * 1024 / cells;
    }
}
