namespace Hnsg.Kernels;

/// <summary>How a layer's connections lie in memory: blocks of neurons, in a block input after input.</summary>
/// <remarks>
/// The connection from input i to neuron j is at (j / Width · FanIn + i) · Width + j % Width. With plain rows of
/// 1,024 floats every step of a column would fall into the same cache set; in blocks a thread's part is compact.
/// Lanes past the last neuron exist, hold zeros and never spike.
/// </remarks>
internal readonly record struct LayerShape
{
    public LayerShape(int fanIn, int neurons)
    {
        FanIn = fanIn;
        Neurons = neurons;
        Width =
            neurons <= 16 ? 16
            : neurons <= 32 ? 32
            : 64;
        Blocks = (neurons + Width - 1) / Width;
    }

    public int FanIn { get; }

    public int Neurons { get; }

    /// <summary>Neurons in a block: 16, 32 or 64.</summary>
    public int Width { get; }

    public int Blocks { get; }

    /// <summary>Neurons with the unused lanes.</summary>
    public int Lanes => Blocks * Width;

    /// <summary>Elements of an array with one entry a connection.</summary>
    public long Length => (long)Lanes * FanIn;

    /// <summary>Where a block begins in such an array.</summary>
    public long Block(int block) => (long)block * FanIn * Width;

    /// <summary>Neurons of a block that exist.</summary>
    public int Used(int block) => Math.Min(Width, Neurons - block * Width);

    /// <summary>Where a connection is in such an array.</summary>
    public long Offset(int input, int neuron) => Block(neuron / Width) + (long)input * Width + neuron % Width;

    /// <summary>Gives all lanes past the last neuron a value, in an array with one entry a connection.</summary>
    public void FillPadding(Span<float> array, float value)
    {
        int used = Used(Blocks - 1);
        for (int input = 0; input < FanIn; input++)
        {
            array.Slice((int)Block(Blocks - 1) + input * Width + used, Width - used).Fill(value);
        }
    }
}
