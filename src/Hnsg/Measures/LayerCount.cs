using System.Numerics;
using Hnsg.Kernels;

namespace Hnsg.Measures;

/// <summary>Counts what the neurons of a layer do.</summary>
internal sealed class LayerCount(MatrixLayout shape)
{
    /// <summary>Spikes of each neuron.</summary>
    public long[] Spikes { get; } = new long[shape.Columns];

    /// <summary>How often a membrane after a step was another than after the step before; the first step always counts.</summary>
    public long MembraneUpdates { get; private set; }

    public void Add(SampleView view, int layer)
    {
        ReadOnlySpan<ulong> words = view.SpikeWords(layer);
        for (int at = 0; at < words.Length; at++)
        {
            int first = at % shape.Blocks * shape.Width;
            for (ulong word = words[at]; word != 0; word &= word - 1)
            {
                Spikes[first + BitOperations.TrailingZeroCount(word)]++;
            }
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            view.Membranes(layer, block, out _, out ReadOnlySpan<int> after);
            MembraneUpdates += Updates(after, shape.Width, shape.Used(block));
        }
    }

    public void Add(LayerCount other)
    {
        for (int neuron = 0; neuron < Spikes.Length; neuron++)
        {
            Spikes[neuron] += other.Spikes[neuron];
        }
        MembraneUpdates += other.MembraneUpdates;
    }

    private static long Updates(ReadOnlySpan<int> after, int width, int used)
    {
        long updates = used;
        for (int at = width; at < after.Length; at += width)
        {
            for (int j = at; j < at + used; j++)
            {
                updates += after[j] != after[j - width] ? 1 : 0;
            }
        }
        return updates;
    }
}
