using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;

namespace Hnsg.Training.Methods;

/// <summary>What a method gets to know beside its layer.</summary>
/// <param name="Options">Options of the training.</param>
/// <param name="Optimiser">Says how many arrays it remembers.</param>
/// <param name="Threads">Number of threads.</param>
internal sealed record MethodSetup(TrainingOptions Options, Optimiser Optimiser, int Threads)
{
    /// <summary>The layers' methods made so far, for those that look at all layers together.</summary>
    public List<LayerMethod> Layers { get; } = [];
}
