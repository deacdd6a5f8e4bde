namespace Hnsg.Networks;

/// <summary>A <see cref="Mask"/> under construction, to which connections can be added and from which they can be removed.</summary>
public sealed class MaskBuilder
{
    private MaskBits _bits;

    /// <summary>Begins with no connection.</summary>
    /// <param name="inputs">Number of inputs of the layer, at least 1.</param>
    /// <param name="neurons">Number of neurons of the layer, at least 1.</param>
    public MaskBuilder(int inputs, int neurons) => _bits = new MaskBits(inputs, neurons);

    /// <summary>Begins with the connections of a mask.</summary>
    public MaskBuilder(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        _bits = mask.CopyBits();
    }

    /// <summary>Number of inputs of the layer.</summary>
    public int Inputs => _bits.Inputs;

    /// <summary>Number of neurons of the layer.</summary>
    public int Neurons => _bits.Neurons;

    /// <summary>Number of connections, kept or not.</summary>
    public long Connections => _bits.Connections;

    /// <summary>Number of kept connections; counted each time.</summary>
    public long Kept => _bits.Kept;

    /// <summary>Whether the connection from an input to a neuron is kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input or neuron.</exception>
    public bool this[int input, int neuron]
    {
        get => _bits[input, neuron];
        set => _bits[input, neuron] = value;
    }

    /// <summary>Whether a connection is kept, by its index input·neurons + neuron.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such connection.</exception>
    public bool this[long index]
    {
        get => _bits[index];
        set => _bits[index] = value;
    }

    /// <summary>The mask as it is now; later changes to the builder do not affect it.</summary>
    public Mask Build() => new(_bits.Copy());
}
