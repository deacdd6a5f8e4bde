namespace Hnsg.Bench.Peers;

/// <summary>A framework that does the same work.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Module">Python module that it needs.</param>
/// <param name="Script">Script in <c>bench/peers</c>.</param>
internal sealed record Peer(string Name, string Module, string Script)
{
    /// <summary>The step of training, hand-written in PyTorch.</summary>
    public static Peer TorchStep { get; } = new("PyTorch, hand-written", "torch", "torch_step.py");

    /// <summary>Training to an accuracy, hand-written in PyTorch.</summary>
    public static Peer TorchTrain { get; } = new("PyTorch, hand-written", "torch", "torch_train.py");

    /// <summary>Inference at batch 1, hand-written in PyTorch.</summary>
    public static Peer TorchInfer { get; } = new("PyTorch, hand-written", "torch", "torch_infer.py");

    /// <summary>All that do the step of training.</summary>
    public static IReadOnlyList<Peer> Steps { get; } =
    [
        TorchStep,
        new("snnTorch", "snntorch", "snntorch_step.py"),
        new("SpikingJelly", "spikingjelly", "spikingjelly_step.py"),
        new("Norse", "norse", "norse_step.py"),
    ];
}
