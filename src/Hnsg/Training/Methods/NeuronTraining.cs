using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Shared;
using Hnsg.Training.Optimisers;

namespace Hnsg.Training.Methods;

/// <summary>Trains the decay and the threshold of a layer, which all its neurons share.</summary>
/// <remarks>
/// β = σ(logit(β₀) + x), after the parametric LIF neuron (Fang et al., ICCV 2021, arXiv 2007.05785), whose neurons share
/// one decay a layer too; θ = θ₀·e^y, whose training is from DIET-SNN (Rathi and Roy, arXiv 2008.03658). The exponential,
/// and that x and y begin at 0, to where weight decay draws them back, are this project's choice. β stays within
/// σ(±12) and θ within a factor of <see cref="MostGrowth"/>.
/// </remarks>
internal sealed unsafe class NeuronTraining : IDisposable
{
    /// <summary>θ grows or shrinks by this factor at most.</summary>
    public const int MostGrowth = 16;

    private const double MostLogit = 12;
    private const int Lanes = 16;

    private readonly RealLayer _layer;
    private readonly double _logit;
    private readonly double _threshold;
    private readonly bool _decay;
    private readonly bool _thresholds;
    private readonly AlignedBuffer<float> _values = new(Lanes); // x, y, and lanes that the optimiser's width asks for
    private readonly AlignedBuffer<float> _gradient = new(Lanes);
    private readonly AlignedBuffer<float>[] _optimiserState;
    private readonly (double Beta, double Threshold)[] _sums; // samples × blocks

    private NeuronTraining(NetworkSpec spec, int index, RealLayer layer, MethodSetup setup, bool decay)
    {
        LifSpec lif = spec.Layers[index].Lif;
        _layer = layer;
        _decay = decay;
        _thresholds = setup.Options.TrainThreshold;
        _logit = decay ? PortableMath.Log(lif.Beta) - PortableMath.Log(1 - lif.Beta) : 0;
        _threshold = lif.Threshold;
        if (_thresholds)
        {
            CheckGrowth(spec, index);
        }
        _optimiserState =
        [
            .. Enumerable.Range(0, setup.Optimiser.StateArrays).Select(_ => new AlignedBuffer<float>(Lanes)),
        ];
        _sums = new (double, double)[layer.Capacity * layer.Shape.Blocks];
    }

    /// <summary>Everything that training goes on from.</summary>
    public IReadOnlyList<AlignedBuffer<float>> State => [_values, .. _optimiserState];

    /// <summary>The training that options ask for; null for none.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="index">Which layer of it.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="setup">What else there is to know.</param>
    /// <exception cref="OptionException">A threshold is too great to grow.</exception>
    public static NeuronTraining? Of(NetworkSpec spec, int index, RealWeightLayer layer, MethodSetup setup)
    {
        bool decay = setup.Options.TrainDecay && spec.Layers[index].Lif.Kind.Decays;
        return layer is RealLayer real && (decay || setup.Options.TrainThreshold)
            ? new NeuronTraining(spec, index, real, setup, decay)
            : null;
    }

    /// <summary>Notes the gradients of a block in a sample; called once a step for each, by any thread.</summary>
    /// <param name="block">Block of neurons.</param>
    /// <param name="slot">Place in the batch.</param>
    /// <param name="distance">z, steps × width.</param>
    /// <param name="membraneDelta">δu, steps × width.</param>
    public void Add(int block, int slot, float* distance, float* membraneDelta) =>
        _sums[slot * _layer.Shape.Blocks + block] = _layer.Neurons.ParameterGradient(
            _layer.Constants,
            _layer.Size(block),
            distance,
            membraneDelta
        );

    /// <summary>Takes a step with what was noted, added up in the order of the samples.</summary>
    /// <param name="count">Samples of the batch.</param>
    /// <param name="optimiser">The optimiser, begun for this step.</param>
    public void Update(int count, Optimiser optimiser)
    {
        double beta = 0,
            threshold = 0;
        foreach ((double ofBeta, double ofThreshold) in _sums.AsSpan(0, count * _layer.Shape.Blocks))
        {
            beta += ofBeta;
            threshold += ofThreshold;
        }
        if (!double.IsFinite(beta) || !double.IsFinite(threshold))
        {
            // The bounds below would hide it.
            _values.Pointer[0] = float.NaN;
            return;
        }
        _gradient.Span.Clear();
        _gradient.Pointer[0] = _decay ? (float)(beta * _layer.Constants.Beta * (1 - (double)_layer.Constants.Beta)) : 0;
        _gradient.Pointer[1] = _thresholds ? (float)(threshold * _layer.Constants.RealThreshold) : 0;
        optimiser.Update(_values, _gradient.Pointer, _optimiserState, 0, Lanes);
        float most = (float)PortableMath.Log(MostGrowth);
        _values.Pointer[0] = (float)Math.Clamp(_values.Pointer[0], -MostLogit - _logit, MostLogit - _logit);
        _values.Pointer[1] = Math.Clamp(_values.Pointer[1], -most, most);
    }

    /// <summary>As <see cref="LayerMethod.Infinite"/>. Bounds hold infinities back, but not what is no number.</summary>
    public string? Infinite =>
        float.IsFinite(_values.Pointer[0]) && float.IsFinite(_values.Pointer[1]) ? null : "decays and thresholds";

    /// <summary>Gives the layer its decay and threshold.</summary>
    public void Apply() =>
        _layer.Retune(
            _decay ? (float)(1 / (1 + PortableMath.Exp(-_logit - _values.Pointer[0]))) : _layer.Constants.Beta,
            _thresholds ? (float)(_threshold * PortableMath.Exp(_values.Pointer[1])) : _layer.Constants.RealThreshold
        );

    /// <summary>The neurons as trained.</summary>
    public LifSpec Of(LifSpec lif) =>
        lif with
        {
            TrainedBeta = _decay ? _layer.Constants.Beta : null,
            Threshold = _thresholds ? _layer.Constants.RealThreshold : lif.Threshold,
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _gradient.Dispose();
        foreach (AlignedBuffer<float> state in _optimiserState)
        {
            state.Dispose();
        }
    }

    // The trained network must be as valid as the first one.
    private static void CheckGrowth(NetworkSpec spec, int index)
    {
        LayerSpec[] layers = [.. spec.Layers];
        LifSpec lif = layers[index].Lif;
        layers[index] = layers[index] with { Lif = lif with { Threshold = lif.Threshold * MostGrowth } };
        try
        {
            (spec with { Layers = layers }).Validate();
        }
        catch (OptionException error)
        {
            throw new OptionException(
                "train-threshold",
                FormattableString.Invariant(
                    $"training may raise a threshold of {lif.Threshold} up to {MostGrowth} times, and then: {error.Message}"
                )
            );
        }
    }
}
