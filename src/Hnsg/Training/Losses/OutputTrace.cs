namespace Hnsg.Training.Losses;

/// <summary>What the output layer did in one sample.</summary>
internal readonly ref struct OutputTrace
{
    /// <summary>T.</summary>
    public required int Steps { get; init; }

    /// <summary>Neurons of a block: arrays over steps and neurons hold block after block, each steps × width.</summary>
    public required int Width { get; init; }

    /// <summary>Spikes of each class.</summary>
    public required ReadOnlySpan<int> Votes { get; init; }

    /// <summary>z = u − θ in real units, blocks × steps × width.</summary>
    public required ReadOnlySpan<float> Distance { get; init; }

    /// <summary>θ in real units.</summary>
    public required float Threshold { get; init; }

    /// <summary>Number of classes.</summary>
    public int Classes => Votes.Length;

    /// <summary>Where step and neuron are in an array of blocks × steps × width.</summary>
    public int Index(int step, int neuron) => (neuron / Width * Steps + step) * Width + neuron % Width;

    /// <summary>Mean over the steps of u, before the reset.</summary>
    public double MeanMembrane(int neuron)
    {
        double sum = 0;
        for (int t = 0; t < Steps; t++)
        {
            sum += Distance[Index(t, neuron)];
        }
        return sum / Steps + Threshold;
    }
}
