using System.Numerics;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Shared;

namespace Hnsg.Measures;

/// <summary>Counts what a network answered, and what it would have answered had it been stopped earlier.</summary>
internal sealed class AnswerCount
{
    // Confidences are added up as whole numbers, so that the sum does not depend on the order of the samples.
    private const double ConfidenceUnit = 1L << 32;

    private readonly int _classes;
    private readonly int _steps;
    private readonly bool _readsMembranes;
    private readonly double _meanUnit;
    private readonly int[] _votes;
    private readonly int[] _membranes;
    private readonly int[] _after;
    private readonly bool[] _stopped;
    private readonly bool[] _rightByMargin;
    private readonly double[] _powers;

    public AnswerCount(NetworkSpec spec)
    {
        _classes = spec.Classes;
        _steps = spec.Steps;
        _readsMembranes = spec.ReadsMembranes;
        _meanUnit = spec.MembraneUnit(spec.Layers.Count - 1) / _steps;
        _votes = new int[_classes];
        _membranes = new int[_classes];
        _after = new int[_classes * _steps];
        _stopped = new bool[_steps + 1];
        _rightByMargin = new bool[_steps + 1];
        _powers = [.. Enumerable.Range(0, _steps + 1).Select(n => PortableMath.Exp(-n))];
        Confusion = new int[_classes * _classes];
        CorrectAt = new int[_steps];
        LostByMargin = new int[_steps + 1];
        GainedByMargin = new int[_steps + 1];
        StepsByMargin = new long[_steps + 1];
    }

    public int Samples { get; private set; }

    public int[] Confusion { get; }

    /// <summary>Right answers after step t, at t − 1.</summary>
    public int[] CorrectAt { get; }

    /// <summary>Answers that are right after all steps and wrong when stopped at a margin of m votes, at m.</summary>
    public int[] LostByMargin { get; }

    /// <summary>Answers that are wrong after all steps and right when stopped at a margin of m votes, at m.</summary>
    public int[] GainedByMargin { get; }

    /// <summary>Steps used when stopped at a margin of m votes, at m.</summary>
    public long[] StepsByMargin { get; }

    public int[] BinSamples { get; } = new int[Calibration.Bins];

    public int[] BinCorrect { get; } = new int[Calibration.Bins];

    public long[] BinConfidence { get; } = new long[Calibration.Bins];

    public List<WrongAnswer> Wrong { get; } = [];

    public void Add(SampleView view)
    {
        int answer = view.Answer;
        bool right = answer == view.Label;
        Samples++;
        if (view.Label < _classes)
        {
            Confusion[view.Label * _classes + answer]++;
        }
        AddSteps(view);
        if (!right)
        {
            ReadOnlySpan<int> output = _readsMembranes ? _membranes : view.Votes;
            int ofLabel = view.Label < _classes ? output[view.Label] : 0;
            Wrong.Add(new WrongAnswer(view.Sample, view.Label, answer, ofLabel, output[answer]));
        }
        AddConfidence(_readsMembranes ? ByMembranes(answer) : ByVotes(view.Votes, answer), right);
    }

    public void Add(AnswerCount other)
    {
        Samples += other.Samples;
        Sum(Confusion, other.Confusion);
        Sum(CorrectAt, other.CorrectAt);
        Sum(LostByMargin, other.LostByMargin);
        Sum(GainedByMargin, other.GainedByMargin);
        Sum(StepsByMargin, other.StepsByMargin);
        Sum(BinSamples, other.BinSamples);
        Sum(BinCorrect, other.BinCorrect);
        Sum(BinConfidence, other.BinConfidence);
        Wrong.AddRange(other.Wrong);
    }

    /// <summary>Mean confidence of the samples of a bin.</summary>
    public double Confidence(int bin) => BinConfidence[bin] / ConfidenceUnit / Math.Max(1, BinSamples[bin]);

    // Softmax of the votes, as the default loss has it: e^(votes of the answer − most) / Σ e^(votes − most).
    private double ByVotes(ReadOnlySpan<int> votes, int answer)
    {
        double sum = 0;
        foreach (int count in votes)
        {
            sum += _powers[votes[answer] - count];
        }
        return 1 / sum;
    }

    // Softmax of the mean membranes, as the loss of read-out neurons has it.
    private double ByMembranes(int answer)
    {
        double sum = 0;
        for (int c = 0; c < _classes; c++)
        {
            long more = 0;
            for (int t = 0; t < _steps; t++)
            {
                more += _after[t * _classes + c] - (long)_after[t * _classes + answer];
            }
            sum += PortableMath.Exp(more * _meanUnit);
        }
        return 1 / sum;
    }

    private void AddConfidence(double confidence, bool right)
    {
        int bin = Math.Min((int)(confidence * Calibration.Bins), Calibration.Bins - 1);
        BinSamples[bin]++;
        BinCorrect[bin] += right ? 1 : 0;
        BinConfidence[bin] += (long)(confidence * ConfidenceUnit);
    }

    private void AddSteps(SampleView view)
    {
        int layer = view.Layers - 1;
        MatrixLayout shape = view.Shape(layer);
        for (int block = 0; block < shape.Blocks; block++)
        {
            view.Membranes(layer, block, out _, out ReadOnlySpan<int> after);
            for (int t = 0; t < _steps; t++)
            {
                after
                    .Slice(t * shape.Width, shape.Used(block))
                    .CopyTo(_after.AsSpan(t * _classes + block * shape.Width));
            }
        }
        ReadOnlySpan<ulong> words = view.SpikeWords(layer);
        Array.Clear(_votes);
        Array.Clear(_stopped);
        bool right = false;
        for (int t = 0; t < _steps; t++)
        {
            for (int block = 0; block < shape.Blocks; block++)
            {
                for (ulong word = words[t * shape.Blocks + block]; word != 0; word &= word - 1)
                {
                    _votes[block * shape.Width + BitOperations.TrailingZeroCount(word)]++;
                }
            }
            _after.AsSpan(t * _classes, _classes).CopyTo(_membranes);
            int answer = Decision.Of<int>(_votes, _membranes);
            int margin = Decision.Lead(_votes, answer);
            right = answer == view.Label;
            CorrectAt[t] += right ? 1 : 0;
            for (int m = 1; m <= _steps; m++)
            {
                if (!_stopped[m] && (margin >= m || t == _steps - 1))
                {
                    _stopped[m] = true;
                    StepsByMargin[m] += t + 1;
                    _rightByMargin[m] = right;
                }
            }
        }
        for (int m = 1; m <= _steps; m++)
        {
            LostByMargin[m] += right && !_rightByMargin[m] ? 1 : 0;
            GainedByMargin[m] += !right && _rightByMargin[m] ? 1 : 0;
        }
    }

    private static void Sum<T>(T[] sums, T[] other)
        where T : INumber<T>
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += other[i];
        }
    }
}
