namespace Hnsg.Networks;

/// <summary>Everything about a hidden network except its masks, including the seed of its weights.</summary>
/// <remarks>For the integer arithmetic, see <see cref="Threshold"/> and <see cref="Scale"/>.</remarks>
public sealed record NetworkSpec
{
    /// <summary>Connections of all layers together, kept or not, that a network can have at most to be stored.</summary>
    public const long MostConnections = NetworkSpecValidation.MaxConnections;

    /// <summary>What error messages call a network whose file is unknown.</summary>
    public const string Unnamed = "model";

    /// <summary>Number of inputs (pixels).</summary>
    /// <value>In 1…65,535.</value>
    public required int Inputs { get; init; }

    /// <summary>The layers in order; the last one is the output, one neuron per class.</summary>
    /// <value>1…16 layers.</value>
    public required IReadOnlyList<LayerSpec> Layers
    {
        get;
        init => field = Snapshot.Of(value);
    }

    /// <summary>Key of the frozen weights and of the rate-coded input spikes.</summary>
    public ulong Seed { get; init; }

    /// <summary>Number of time steps T for which a sample is shown.</summary>
    /// <value>In 1…1,000; default 8. A step has no physical unit: only its count matters.</value>
    public int Steps { get; init; } = 8;

    /// <summary>How a sample becomes input.</summary>
    /// <value>Default <see cref="InputEncoding.Direct"/>.</value>
    public InputEncoding Encoding { get; init; } = InputEncoding.Direct;

    /// <summary>Distribution of the frozen weights.</summary>
    /// <value>Default <see cref="WeightKind.SignedConstant"/>.</value>
    public WeightKind Weights { get; init; } = WeightKind.SignedConstant;

    /// <summary>Fractional bits F of the membrane: a spike adds weight·2^F.</summary>
    /// <value>In 0…12; default 8.</value>
    public int FractionBits { get; init; } = 8;

    /// <summary>Number of classes: neurons of the last layer.</summary>
    public int Classes => Layers[^1].Neurons;

    /// <summary>Whether the neurons spike; false for a network of <see cref="NeuronKind.Relu"/> units.</summary>
    public bool HasSpikes => Layers.All(layer => layer.Lif.Kind != NeuronKind.Relu);

    /// <summary>Whether the output neurons never spike, so that the class is that with the highest final membrane.</summary>
    public bool ReadsMembranes => Layers[^1].Lif.Reset == ResetKind.None;

    /// <summary>Connections of all layers, kept or not.</summary>
    public long AllConnections => Enumerable.Range(0, Layers.Count).Sum(Connections);

    /// <summary>Number of inputs of a layer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public int FanIn(int layer) => Checked(layer) == 0 ? Inputs : Layers[layer - 1].Neurons;

    /// <summary>Number of connections of a layer before any is dropped.</summary>
    public long Connections(int layer) => (long)FanIn(layer) * Layers[Checked(layer)].Neurons;

    /// <summary>Number of connections of a layer that stay: ceil(k·n).</summary>
    public long KeptConnections(int layer) => KeptCount(Connections(layer), Layers[Checked(layer)].Keep);

    /// <summary>Number of <paramref name="connections"/> that stay at a kept fraction: ceil(k·n), never less than 1.</summary>
    /// <remarks>
    /// A product within 10^−9 of an integer counts as that integer, so that 0.1 of 784,000 is 78,400 although 0.1
    /// is not a binary fraction.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no connection, or the fraction is not in (0, 1].</exception>
    public static long KeptCount(long connections, double keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        if (!(keep is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(keep), keep, "It is not in (0, 1].");
        }
        return Math.Clamp((long)Math.Ceiling((keep * connections) - 1e-9), 1, connections);
    }

    /// <summary>Real value c of one unit of weight: gain·√(2 / (k·fan_in)) / rms.</summary>
    /// <remarks>Scaling by the kept fan-in keeps the membrane's spread the same at every kept fraction.</remarks>
    public double Scale(int layer)
    {
        LayerSpec spec = Layers[Checked(layer)];
        return spec.Gain * Math.Sqrt(2.0 / (spec.Keep * FanIn(layer))) / FrozenWeights.Rms(Weights);
    }

    /// <summary>Integer threshold Θ = round(θ / c · 2^F), at least 0.</summary>
    public int Threshold(int layer) =>
        (int)
            Math.Round(
                Layers[Checked(layer)].Lif.Threshold / Scale(layer) * (1 << FractionBits),
                MidpointRounding.AwayFromZero
            );

    /// <summary>Real value of one unit of the integer membrane: c / 2^F.</summary>
    public double MembraneUnit(int layer) => Scale(layer) / (1 << FractionBits);

    /// <summary>Whether the network has LIF neurons and direct or rate-coded input, which every engine and export supports.</summary>
    public bool IsPlain =>
        Encoding is InputEncoding.Direct or InputEncoding.Rate && Layers.All(layer => layer.Lif.Kind == NeuronKind.Lif);

    /// <summary>Makes sure of <see cref="IsPlain"/>.</summary>
    /// <param name="what">What needs it, such as <c>exporting to C</c>.</param>
    /// <exception cref="InputException">The network has other neurons or another encoding.</exception>
    public void RequirePlain(string what)
    {
        ArgumentNullException.ThrowIfNull(what);
        if (!IsPlain)
        {
            throw new InputException(
                Unnamed,
                $"{what} needs LIF neurons and direct or rate-coded input. This network can still be evaluated with 'hnsg eval'"
            );
        }
    }

    /// <summary>Checks every value and that no membrane can overflow 32 bits.</summary>
    /// <returns>This spec.</returns>
    /// <exception cref="OptionException">A value is out of its range.</exception>
    public NetworkSpec Validate() => Validate(real: false);

    /// <summary>As <see cref="Validate()"/>, for any kind of network.</summary>
    /// <param name="real">Whether it is that of a <see cref="RealNetwork"/>, whose decays and thresholds may be 0.</param>
    /// <returns>This spec.</returns>
    /// <exception cref="OptionException">A value is out of its range.</exception>
    public NetworkSpec Validate(bool real)
    {
        NetworkSpecValidation.Check(this, real);
        return this;
    }

    private int Checked(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)Layers.Count, nameof(layer));
        return layer;
    }
}
