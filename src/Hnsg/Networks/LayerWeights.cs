namespace Hnsg.Networks;

/// <summary>Real weights of one layer: all of them, those that a mask keeps, or a mask over frozen weights.</summary>
public sealed class LayerWeights
{
    private LayerWeights(Mask? mask, ReadOnlyMemory<float>? values)
    {
        Mask = mask;
        Values = values;
    }

    /// <summary>The connections that exist; null for all.</summary>
    public Mask? Mask { get; }

    /// <summary>
    /// Weights of the connections that there are, by their index input·neurons + neuron; null where they are the frozen
    /// weights of the seed times the layer's scale.
    /// </summary>
    public ReadOnlyMemory<float>? Values { get; }

    /// <summary>What is added to the current of each neuron at every step; null for nothing.</summary>
    public ReadOnlyMemory<float>? Bias { get; private init; }

    /// <summary>A weight for every connection.</summary>
    /// <param name="values">By input·neurons + neuron; copied.</param>
    /// <param name="bias">What is added to the current of each neuron at every step; null for nothing; copied.</param>
    public static LayerWeights Dense(ReadOnlyMemory<float> values, ReadOnlyMemory<float>? bias = null) =>
        Own(null, values.ToArray(), bias?.ToArray());

    /// <summary>A weight for every connection that a mask keeps.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="values">As many as it keeps, in the order of the connections; copied.</param>
    public static LayerWeights Sparse(Mask mask, ReadOnlyMemory<float> values)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Own(mask, values.ToArray());
    }

    /// <summary>Frozen weights under a mask.</summary>
    public static LayerWeights Frozen(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return new LayerWeights(mask, null);
    }

    /// <summary>Weights in arrays that nothing else refers to, so that none is copied.</summary>
    /// <param name="mask">The connections that exist; null for all.</param>
    /// <param name="values">A weight for each of them.</param>
    /// <param name="bias">As for <see cref="Dense"/>.</param>
    internal static LayerWeights Own(Mask? mask, float[] values, float[]? bias = null) =>
        new(mask, values) { Bias = bias is null ? default(ReadOnlyMemory<float>?) : bias };

    /// <summary>What does not fit a layer, or null.</summary>
    internal string? Problem(NetworkSpec spec, int layer)
    {
        long connections = spec.Connections(layer);
        if (Mask is { } mask && (mask.Rows != spec.FanIn(layer) || mask.Columns != spec.Layers[layer].Neurons))
        {
            return "the mask's shape differs from the layer's";
        }
        if (Mask is not null && Mask.Kept != spec.KeptConnections(layer))
        {
            return $"the mask keeps {Mask.Kept} connections, but the kept fraction says {spec.KeptConnections(layer)}";
        }
        if (Bias is { } bias)
        {
            if (bias.Length != spec.Layers[layer].Neurons || spec.Layers[layer].Lif.Kind == NeuronKind.Relu)
            {
                return "the bias is not one number for each spiking neuron";
            }
            foreach (float value in bias.Span)
            {
                if (!float.IsFinite(value))
                {
                    return "a bias is not a finite number";
                }
            }
        }
        if (Values is not { } values)
        {
            return null;
        }
        if (values.Length != (Mask?.Kept ?? connections))
        {
            return $"there are {values.Length} weights for {Mask?.Kept ?? connections} connections";
        }
        foreach (float value in values.Span)
        {
            if (!float.IsFinite(value))
            {
                return "a weight is not a finite number";
            }
        }
        return null;
    }

    /// <summary>The weights of all connections, 0 where there is none, by their index input·neurons + neuron.</summary>
    /// <param name="spec">The network's spec.</param>
    /// <param name="layer">Which of its layers has these weights.</param>
    public float[] All(NetworkSpec spec, int layer)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var all = new float[spec.Connections(layer)];
        if (Values is null)
        {
            var frozen = new sbyte[all.Length];
            FrozenWeights.Fill(spec.Weights, spec.Seed, layer, 0, frozen);
            float scale = (float)spec.Scale(layer);
            for (int index = 0; index < all.Length; index++)
            {
                all[index] = Mask![index] ? frozen[index] * scale : 0;
            }
            return all;
        }
        ReadOnlySpan<float> values = Values.Value.Span;
        int next = 0;
        for (int index = 0; index < all.Length; index++)
        {
            all[index] = Mask is null || Mask[index] ? values[next++] : 0;
        }
        return all;
    }
}
