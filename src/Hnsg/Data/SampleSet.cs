namespace Hnsg.Data;

/// <summary>Labelled samples: bytes in, class out.</summary>
public sealed class SampleSet
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<byte> _labels;

    /// <summary>Takes a copy of pixels and labels.</summary>
    /// <param name="pixels">samples × inputs bytes, 0…255, sample after sample.</param>
    /// <param name="labels">One class per sample, 0…255.</param>
    /// <param name="inputs">Pixels of one sample, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public SampleSet(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels, int inputs)
        : this(inputs, pixels.ToArray(), labels.ToArray()) { }

    private SampleSet(int inputs, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        if (pixels.Length != (long)labels.Length * inputs)
        {
            throw new ArgumentException(
                $"{labels.Length} labels do not fit {pixels.Length} pixels with {inputs} per sample."
            );
        }
        _pixels = pixels;
        _labels = labels;
        Inputs = inputs;
    }

    /// <summary>Number of samples.</summary>
    public int Count => _labels.Length;

    /// <summary>Pixels of one sample.</summary>
    public int Inputs { get; }

    /// <summary>The pixels of all samples, one after another.</summary>
    public ReadOnlyMemory<byte> AllPixels => _pixels;

    /// <summary>The labels of all samples.</summary>
    public ReadOnlySpan<byte> Labels => _labels.Span;

    /// <summary>The pixels of one sample, row by row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<byte> Pixels(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sample, (uint)Count, nameof(sample));
        return _pixels.Span.Slice(sample * Inputs, Inputs);
    }

    /// <summary>A run of samples, sharing the memory of this set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no such samples.</exception>
    public SampleSet Slice(int start, int count)
    {
        ReadOnlyMemory<byte> labels = _labels.Slice(start, count);
        return new(Inputs, _pixels.Slice(start * Inputs, count * Inputs), labels);
    }

    /// <summary>Samples in memory that nothing writes to, so that nothing is copied.</summary>
    internal static SampleSet Own(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels, int inputs) =>
        new(inputs, pixels, labels);
}
