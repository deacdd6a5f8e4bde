using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;

namespace Hnsg.Training.Methods;

/// <summary>A way to train a network, by name: its layers, what is trained in them, and what comes out.</summary>
/// <remarks>Registered in <see cref="TrainingMethods"/>; everything else in training is the same for all.</remarks>
internal abstract class TrainingMethod
{
    /// <summary>Name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What is trained and where the method comes from, in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>Options that this method is meant to run with where nothing else is said.</summary>
    /// <param name="options">Options of a preset, for <c>hnsg</c>.</param>
    public virtual TrainingOptions Suggest(TrainingOptions options) => options;

    /// <summary>Options that this method has no use for, by name without dashes, and what it has instead.</summary>
    public virtual IReadOnlyDictionary<string, string> Unused { get; } = new Dictionary<string, string>();

    /// <summary>Derivative that stands in for that of a spike; null for that of the options.</summary>
    public virtual Surrogate? Surrogate => null;

    /// <summary>Whether it can train the decay and threshold of neurons too.</summary>
    public virtual bool TrainsNeurons => false;

    /// <summary>Whether which connections stay is what is learnt; false where it is weights, or nothing.</summary>
    public virtual bool TrainsMasks => false;

    /// <summary>Whether it trains with spikes; false for one step of ReLU units.</summary>
    public virtual bool TrainsSpikes => true;

    /// <summary>Whether the network that comes out spikes.</summary>
    public virtual bool MakesSpikes => TrainsSpikes;

    /// <summary>Whether what comes out is a <see cref="HiddenNetwork"/>: a seed and masks, and nothing more.</summary>
    public virtual bool MakesHidden => false;

    /// <summary>Checks what is special about this method's options.</summary>
    /// <exception cref="OptionException">The method cannot be used with an option.</exception>
    public virtual void Check(TrainingOptions options) => CheckConstantMasks(options);

    /// <summary>Refuses schedules and scopes of the kept fraction.</summary>
    protected void CheckConstantMasks(TrainingOptions options)
    {
        if (options.KeepSchedule != "constant" || options.KeepScope != "layer")
        {
            throw new OptionException(
                options.KeepSchedule != "constant" ? "keep-schedule" : "keep-scope",
                $"method '{Name}' keeps the size of each layer's mask constant; only 'hnsg' can vary it"
            );
        }
    }

    /// <summary>The network of this method, from that of the options: such as one that keeps all connections.</summary>
    public virtual NetworkSpec Adapt(NetworkSpec spec) => spec;

    /// <summary>A layer with weights of 0.</summary>
    public abstract SpikingLayer CreateLayer(NetworkSpec spec, int layer, int capacity);

    /// <summary>What is trained in a layer.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="index">Which layer of it.</param>
    /// <param name="layer">The layer of <see cref="CreateLayer"/> that gets the effective weights.</param>
    /// <param name="setup">What else there is to know.</param>
    public abstract LayerMethod CreateTraining(NetworkSpec spec, int index, SpikingLayer layer, MethodSetup setup);

    /// <summary>The network as it is now.</summary>
    public abstract TrainedNetwork Network(NetworkState state);

    /// <summary>What becomes of the network once it is trained; null where it is deployed as it is.</summary>
    /// <param name="source">The trained network.</param>
    /// <param name="train">The samples it was trained on.</param>
    /// <param name="choose">Samples to choose by: those put aside for validation, where there are some.</param>
    /// <param name="threads">Number of threads.</param>
    public virtual Conversion? Convert(TrainedNetwork source, SampleSet train, SampleSet choose, int threads) => null;

    /// <summary>The spec with decays and thresholds as they were trained.</summary>
    protected static NetworkSpec Tuned(NetworkState state) =>
        Each(
            state.Spec,
            (layer, l) => state.Methods[l].Neurons is { } neurons ? layer with { Lif = neurons.Of(layer.Lif) } : layer
        );

    /// <summary>Changes a spec layer by layer.</summary>
    protected static NetworkSpec Each(NetworkSpec spec, Func<LayerSpec, int, LayerSpec> change) =>
        spec with
        {
            Layers = [.. spec.Layers.Select(change)],
        };

    /// <summary>The spec with all connections.</summary>
    protected static NetworkSpec Dense(NetworkSpec spec) => Each(spec, (layer, _) => layer with { Keep = 1 });
}
