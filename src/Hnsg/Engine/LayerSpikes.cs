using System.Numerics;
using Hnsg.Kernels;

namespace Hnsg.Engine;

/// <summary>The spikes of a layer in one sample, copied from a forward pass.</summary>
internal sealed class LayerSpikes
{
    private readonly MatrixLayout _shape;
    private readonly ulong[] _words; // steps × blocks

    public LayerSpikes(SpikingLayer layer, int slot)
    {
        _shape = layer.Shape;
        _words = layer.SpikeWords(slot).ToArray();
    }

    public int Neurons => _shape.Columns;

    public bool this[int step, int neuron] =>
        (_words[step * _shape.Blocks + neuron / _shape.Width] >> neuron % _shape.Width & 1) != 0;

    /// <summary>All spikes, step after step, in a step by neuron.</summary>
    public IReadOnlyList<(int Step, int Neuron)> List()
    {
        var spikes = new List<(int, int)>();
        for (int at = 0; at < _words.Length; at++)
        {
            (int step, int block) = Math.DivRem(at, _shape.Blocks);
            for (ulong word = _words[at]; word != 0; word &= word - 1)
            {
                spikes.Add((step, block * _shape.Width + BitOperations.TrailingZeroCount(word)));
            }
        }
        return spikes;
    }
}
