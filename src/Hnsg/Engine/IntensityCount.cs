using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Counts spikes over batches; whole numbers, so the order of the samples does not matter.</summary>
internal struct IntensityCount
{
    public long Samples { get; set; }

    public long Input { get; set; }

    public long Hidden { get; set; }

    public long Output { get; set; }

    /// <summary>Adds the batch that a forward pass has just done.</summary>
    public void Add(BatchForward forward)
    {
        int last = forward.Layers.Count - 1;
        for (int slot = 0; slot < forward.Count; slot++)
        {
            if (!forward.Layers[0].Direct)
            {
                Input += forward.Train(0, slot).TotalSpikes;
            }
            for (int layer = 1; layer <= last; layer++)
            {
                Hidden += forward.Train(layer, slot).TotalSpikes;
            }
            foreach (int votes in forward.Votes(slot))
            {
                Output += votes;
            }
        }
        Samples += forward.Count;
    }

    /// <summary>Adds the sample that an engine has just run over all steps.</summary>
    public void Add(EventEngine engine)
    {
        Input += engine.InputSpikes;
        ReadOnlySpan<long> spikes = engine.Spikes;
        foreach (long hidden in spikes[..^1])
        {
            Hidden += hidden;
        }
        Output += spikes[^1];
        Samples++;
    }

    /// <summary>Adds what was counted elsewhere.</summary>
    public void Add(IntensityCount other)
    {
        Samples += other.Samples;
        Input += other.Input;
        Hidden += other.Hidden;
        Output += other.Output;
    }

    /// <summary>The intensities of what was counted.</summary>
    public readonly FiringIntensity Of(IReadOnlyList<SpikingLayer> layers) =>
        Of(layers[0].Steps, layers[0].Direct, layers[0].Shape.Rows, [.. layers.Select(layer => layer.Shape.Columns)]);

    /// <summary>The intensities of what was counted of a network.</summary>
    public readonly FiringIntensity Of(NetworkSpec spec) =>
        Of(
            spec.Steps,
            spec.Encoding == InputEncoding.Direct,
            spec.Inputs,
            [.. spec.Layers.Select(layer => layer.Neurons)]
        );

    private readonly FiringIntensity Of(int steps, bool direct, int inputs, int[] neurons)
    {
        long hidden = neurons.SkipLast(1).Sum(n => (long)n);
        long spiking = hidden + neurons[^1];
        long all = spiking + inputs;
        double shown = (double)Samples * steps;
        return new FiringIntensity(
            hidden == 0 || Samples == 0 ? 0 : Hidden / (shown * hidden),
            Samples == 0 ? 0 : (Hidden + Output) / (shown * spiking),
            direct || Samples == 0 ? null : (Input + Hidden + Output) / (shown * all)
        );
    }
}
