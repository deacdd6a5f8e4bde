using Hnsg.Kernels;
using Hnsg.Kernels.Gradients;
using Hnsg.Training.Options;

namespace Hnsg.Training.Optimisers;

/// <summary>Turns gradients into changes of the trained arrays.</summary>
internal abstract class Optimiser
{
    /// <summary>The names <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["adam", "sgd"];

    /// <summary>Arrays of the size of the parameters that it remembers from step to step.</summary>
    public abstract int StateArrays { get; }

    /// <summary>An optimiser by name.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static Optimiser Create(TrainingOptions options) =>
        options.Optimiser switch
        {
            "adam" => new AdamOptimiser(options.WeightDecay),
            "sgd" => new MomentumOptimiser(options.Momentum, options.WeightDecay),
            _ => throw UnknownName.Error("optimiser", options.Optimiser, Names),
        };

    /// <summary>Prepares a step; every array is then updated once.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="rate">Learning rate of the step.</param>
    public abstract void Begin(long step, double rate);

    /// <summary>Updates a part of an array; threads call it for parts that do not overlap.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="state">The remembered arrays.</param>
    /// <param name="offset">Where the part begins; <paramref name="gradient"/> begins there already.</param>
    /// <param name="length">A multiple of 16.</param>
    public abstract unsafe void Update(
        AlignedBuffer<float> parameters,
        float* gradient,
        AlignedBuffer<float>[] state,
        long offset,
        long length
    );

    /// <summary>Updates a part of scores by the gradient of the effective weights.</summary>
    /// <param name="scores">What is trained.</param>
    /// <param name="gradient">Gradient of the effective weights; overwritten.</param>
    /// <param name="frozen">Frozen weights, of the same part as <paramref name="gradient"/>.</param>
    /// <param name="scale">As for <see cref="ScoreGradient"/>.</param>
    /// <param name="state">The remembered arrays.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">A multiple of 16.</param>
    public virtual unsafe void UpdateScores(
        AlignedBuffer<float> scores,
        float* gradient,
        sbyte* frozen,
        float scale,
        AlignedBuffer<float>[] state,
        long offset,
        long length
    )
    {
        ScoreGradient.Run(gradient, scores.Pointer + offset, frozen, scale, length);
        Update(scores, gradient, state, offset, length);
    }
}
