using System.Numerics;
using Hnsg.Kernels;

namespace Hnsg.Measures;

/// <summary>Counts what a network answered, and what it would have answered had it been stopped earlier.</summary>
internal sealed class AnswerCount(int classes, int steps)
{
    // Confidences are added up as whole numbers, so that the sum does not depend on the order of the samples.
    private const double ConfidenceUnit = 1L << 32;

    private readonly int[] _votes = new int[classes];
    private readonly int[] _membranes = new int[classes];
    private readonly int[] _after = new int[classes * steps];
    private readonly bool[] _stopped = new bool[steps + 1];
    private readonly bool[] _rightByMargin = new bool[steps + 1];
    private readonly double[] _powers = Powers(steps);

    public int Samples { get; private set; }

    public int[] Confusion { get; } = new int[classes * classes];

    /// <summary>Right answers after step t, at t − 1.</summary>
    public int[] CorrectAt { get; } = new int[steps];

    /// <summary>Answers that are right after all steps and wrong when stopped at a margin of m votes, at m.</summary>
    public int[] LostByMargin { get; } = new int[steps + 1];

    /// <summary>Answers that are wrong after all steps and right when stopped at a margin of m votes, at m.</summary>
    public int[] GainedByMargin { get; } = new int[steps + 1];

    /// <summary>Steps used when stopped at a margin of m votes, at m.</summary>
    public long[] StepsByMargin { get; } = new long[steps + 1];

    public int[] BinSamples { get; } = new int[Calibration.Bins];

    public int[] BinCorrect { get; } = new int[Calibration.Bins];

    public long[] BinConfidence { get; } = new long[Calibration.Bins];

    public List<WrongAnswer> Wrong { get; } = [];

    public void Add(SampleView view)
    {
        int answer = view.Answer;
        bool right = answer == view.Label;
        Samples++;
        if (view.Label < classes)
        {
            Confusion[view.Label * classes + answer]++;
        }
        if (!right)
        {
            int votes = view.Label < classes ? view.Votes[view.Label] : 0;
            Wrong.Add(new WrongAnswer(view.Sample, view.Label, answer, votes, view.Votes[answer]));
        }
        AddConfidence(view.Votes, answer, right);
        AddSteps(view);
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
    private void AddConfidence(ReadOnlySpan<int> votes, int answer, bool right)
    {
        double sum = 0;
        foreach (int count in votes)
        {
            sum += _powers[votes[answer] - count];
        }
        double confidence = 1 / sum;
        int bin = Math.Min((int)(confidence * Calibration.Bins), Calibration.Bins - 1);
        BinSamples[bin]++;
        BinCorrect[bin] += right ? 1 : 0;
        BinConfidence[bin] += (long)(confidence * ConfidenceUnit);
    }

    private void AddSteps(SampleView view)
    {
        int layer = view.Layers - 1;
        LayerShape shape = view.Shape(layer);
        for (int block = 0; block < shape.Blocks; block++)
        {
            view.Membranes(layer, block, out _, out ReadOnlySpan<int> after);
            for (int t = 0; t < steps; t++)
            {
                after
                    .Slice(t * shape.Width, shape.Used(block))
                    .CopyTo(_after.AsSpan(t * classes + block * shape.Width));
            }
        }
        ReadOnlySpan<ulong> words = view.SpikeWords(layer);
        Array.Clear(_votes);
        Array.Clear(_stopped);
        bool right = false;
        for (int t = 0; t < steps; t++)
        {
            for (int block = 0; block < shape.Blocks; block++)
            {
                for (ulong word = words[t * shape.Blocks + block]; word != 0; word &= word - 1)
                {
                    _votes[block * shape.Width + BitOperations.TrailingZeroCount(word)]++;
                }
            }
            _after.AsSpan(t * classes, classes).CopyTo(_membranes);
            int answer = Decide(out int margin);
            right = answer == view.Label;
            CorrectAt[t] += right ? 1 : 0;
            for (int m = 1; m <= steps; m++)
            {
                if (!_stopped[m] && (margin >= m || t == steps - 1))
                {
                    _stopped[m] = true;
                    StepsByMargin[m] += t + 1;
                    _rightByMargin[m] = right;
                }
            }
        }
        for (int m = 1; m <= steps; m++)
        {
            LostByMargin[m] += right && !_rightByMargin[m] ? 1 : 0;
            GainedByMargin[m] += !right && _rightByMargin[m] ? 1 : 0;
        }
    }

    // Most votes, then the higher membrane, then the lower index; the margin is that to the second most votes.
    private int Decide(out int margin)
    {
        int best = 0;
        int second = -1;
        for (int c = 1; c < classes; c++)
        {
            if (_votes[c] > _votes[best] || (_votes[c] == _votes[best] && _membranes[c] > _membranes[best]))
            {
                second = Math.Max(second, _votes[best]);
                best = c;
            }
            else
            {
                second = Math.Max(second, _votes[c]);
            }
        }
        margin = _votes[best] - Math.Max(0, second);
        return best;
    }

    private static double[] Powers(int steps) => [.. Enumerable.Range(0, steps + 1).Select(n => PortableMath.Exp(-n))];

    private static void Sum<T>(T[] sums, T[] other)
        where T : INumber<T>
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += other[i];
        }
    }
}
