using Hnsg.Engine;
using Hnsg.Networks;

namespace Hnsg.Training.Methods;

/// <summary>Where training is, for a method to make a network of.</summary>
/// <param name="Spec">The network's spec.</param>
/// <param name="Layers">The layers, with the effective weights of now.</param>
/// <param name="Methods">What is trained, layer by layer.</param>
/// <param name="Metadata">What it is trained on.</param>
internal sealed record NetworkState(
    NetworkSpec Spec,
    IReadOnlyList<SpikingLayer> Layers,
    IReadOnlyList<LayerMethod> Methods,
    ModelMetadata Metadata
)
{
    /// <summary>The masks of now.</summary>
    public Mask[] Masks { get; } = [.. Methods.Select(method => method.CurrentMask())];
}
