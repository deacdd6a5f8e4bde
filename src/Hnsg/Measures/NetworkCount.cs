using System.Numerics;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Measures;

/// <summary>Everything that is counted for a <see cref="Measurement"/>; whole numbers only. One a thread.</summary>
internal sealed class NetworkCount
{
    private readonly bool _direct;

    public NetworkCount(NetworkSpec spec)
    {
        _direct = spec.Encoding == InputEncoding.Direct;
        Answers = new AnswerCount(spec);
        Inputs = new long[spec.Inputs];
        Layers = [.. spec.Layers.Select((layer, l) => new LayerCount(new MatrixLayout(spec.FanIn(l), layer.Neurons)))];
    }

    public AnswerCount Answers { get; }

    /// <summary>Spikes of each input; where the input is direct-coded, samples in which the pixel is not 0.</summary>
    public long[] Inputs { get; }

    public IReadOnlyList<LayerCount> Layers { get; }

    /// <summary>Counts everything about a sample.</summary>
    public void Add(SampleView view)
    {
        Answers.Add(view);
        AddInput(view.Train(0));
        for (int layer = 0; layer < Layers.Count; layer++)
        {
            Layers[layer].Add(view, layer);
        }
    }

    public void Add(NetworkCount other)
    {
        Answers.Add(other.Answers);
        for (int i = 0; i < Inputs.Length; i++)
        {
            Inputs[i] += other.Inputs[i];
        }
        for (int layer = 0; layer < Layers.Count; layer++)
        {
            Layers[layer].Add(other.Layers[layer]);
        }
    }

    private unsafe void AddInput(InputTrain train)
    {
        for (int a = 0; a < train.ActiveCount; a++)
        {
            int spikes = 1;
            if (!_direct)
            {
                spikes = 0;
                for (int group = 0; group < train.Groups; group++)
                {
                    spikes += BitOperations.PopCount(train.GroupMasks[a * train.Groups + group]);
                }
            }
            Inputs[train.GroupInputs[a]] += spikes;
        }
    }
}
