using Hnsg.Inference;

namespace Hnsg.Measures;

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

    /// <summary>The intensities of what was counted.</summary>
    public readonly FiringIntensity Of(IReadOnlyList<SpikingLayer> layers)
    {
        long hidden = layers.Take(layers.Count - 1).Sum(layer => (long)layer.Shape.Neurons);
        long spiking = hidden + layers[^1].Shape.Neurons;
        long all = spiking + layers[0].Shape.FanIn;
        double shown = (double)Samples * layers[0].Steps;
        return new FiringIntensity(
            hidden == 0 || Samples == 0 ? 0 : Hidden / (shown * hidden),
            Samples == 0 ? 0 : (Hidden + Output) / (shown * spiking),
            layers[0].Direct || Samples == 0 ? null : (Input + Hidden + Output) / (shown * all)
        );
    }
}
