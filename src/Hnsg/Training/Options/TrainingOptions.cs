using Hnsg.Networks;

namespace Hnsg.Training.Options;

/// <summary>Everything that decides the result of a training run, but for the data.</summary>
/// <remarks>
/// The defaults are a plain run, which every method can do; the tuned ones are <see cref="Presets"/>. Values by layer are lists with
/// one value for all layers, two for the hidden layers and the output, or one for each. All defaults are this project's own choices.
/// </remarks>
public sealed record TrainingOptions
{
    /// <summary>What is trained. Default <c>hnsg</c>: scores, with the mask of the top k of |S| per layer.</summary>
    public string Method { get; init; } = "hnsg";

    /// <summary>Seed of weights, scores, order, augmentation and input spikes. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Neurons of each hidden layer. Default one layer of 1,000.</summary>
    public IReadOnlyList<int> Hidden
    {
        get;
        init => field = Snapshot.Of(value);
    } = [1000];

    /// <summary>Time steps T, in 1…1,000. Default 8.</summary>
    public int Steps { get; init; } = 8;

    /// <summary>How pixels become input. Default direct.</summary>
    public InputEncoding Encoding { get; init; } = InputEncoding.Direct;

    /// <summary>Distribution of the frozen weights. Default signed-constant.</summary>
    public WeightKind Weights { get; init; } = WeightKind.SignedConstant;

    /// <summary>Kept fraction of each layer's connections, in (0, 1]. Default 0.1, output 0.5.</summary>
    public IReadOnlyList<double> Keep
    {
        get;
        init => field = Snapshot.Of(value);
    } = [0.1, 0.5];

    /// <summary>Course of the kept fraction: constant, or cubic, which begins with all connections. Default constant.</summary>
    public string KeepSchedule { get; init; } = "constant";

    /// <summary>Part of the training after which the kept fraction has come down to <see cref="Keep"/>, in (0, 1]. Default 0.5.</summary>
    public double KeepUntil { get; init; } = 0.5;

    /// <summary>
    /// Among what the top k are chosen: layer, each with its own kept fraction; or network, all layers together, with as
    /// many in all. Default layer.
    /// </summary>
    public string KeepScope { get; init; } = "layer";

    /// <summary>Gain of each layer, in (0, 1000]. Default 1, output 0.8.</summary>
    public IReadOnlyList<double> Gain
    {
        get;
        init => field = Snapshot.Of(value);
    } = [1.0, 0.8];

    /// <summary>Kind of neuron of each layer. Default lif.</summary>
    public IReadOnlyList<NeuronKind> Neuron
    {
        get;
        init => field = Snapshot.Of(value);
    } = [NeuronKind.Lif];

    /// <summary>Decay of the current of each layer's cuba neurons as a shift, α = 1 − 2^−shift, in 0…15. Default 0, none.</summary>
    public IReadOnlyList<int> SynapseShift
    {
        get;
        init => field = Snapshot.Of(value);
    } = [0];

    /// <summary>Threshold θ of each layer, in (0, 1000]. Default 1.</summary>
    public IReadOnlyList<double> Threshold
    {
        get;
        init => field = Snapshot.Of(value);
    } = [1.0];

    /// <summary>Decay of each layer as a shift, β = 1 − 2^−shift, in 1…15. Default 4.</summary>
    public IReadOnlyList<int> DecayShift
    {
        get;
        init => field = Snapshot.Of(value);
    } = [4];

    /// <summary>Reset of each layer. Default subtract.</summary>
    public IReadOnlyList<ResetKind> Reset
    {
        get;
        init => field = Snapshot.Of(value);
    } = [ResetKind.Subtract];

    /// <summary>Fractional bits F of the membrane, in 0…12. Default 8.</summary>
    public int FractionBits { get; init; } = 8;

    /// <summary>Surrogate by name. Default atan.</summary>
    public string Surrogate { get; init; } = "atan";

    /// <summary>Slope of the surrogate, in (0, 1,000,000]; null for the surrogate's own default.</summary>
    public double? Slope { get; init; }

    /// <summary>Whether gradient flows through the reset. Default false (detached).</summary>
    public bool AttachReset { get; init; }

    /// <summary>
    /// Whether each layer's decay is trained too, as β = σ(x) (Fang et al. 2021, arXiv 2007.05785). Default false. Only for
    /// the methods that train real numbers, weights and magnitude; layers of if neurons have no decay to train.
    /// </summary>
    public bool TrainDecay { get; init; }

    /// <summary>Whether each layer's threshold is trained too, up to 16 times greater or smaller. Default false.</summary>
    public bool TrainThreshold { get; init; }

    /// <summary>Loss by name. Default count-cross-entropy.</summary>
    public string Loss { get; init; } = "count-cross-entropy";

    /// <summary>Label smoothing, in [0, 1). Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Strength of the activity regulariser, 0 or above. Default 0 (off).</summary>
    public double ActivityPenalty { get; init; }

    /// <summary>Firing intensity of hidden layers that the activity regulariser aims at, in [0, 1]. Default 0.05.</summary>
    public double ActivityTarget { get; init; } = 0.05;

    /// <summary>Optimiser by name: adam or sgd. Default adam.</summary>
    public string Optimiser { get; init; } = "adam";

    /// <summary>Highest learning rate, above 0. Default 0.003.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>Momentum of sgd, in [0, 1). Default 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay on scores, 0 or above. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Schedule of the learning rate: cosine or constant. Default cosine.</summary>
    public string Schedule { get; init; } = "cosine";

    /// <summary>Epochs in which the learning rate rises from 0, 0 or above. Default 1.</summary>
    /// <remarks>
    /// Without it Adam's first steps, all of the full rate, move every score further than the range they start in, the
    /// output falls silent, and an epoch is lost before it recovers.
    /// </remarks>
    public double WarmUp { get; init; } = 1;

    /// <summary>Passes over the training samples, in 1…100,000. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Samples in a mini-batch, in 1…65,536. Default 128.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>Largest random shift in pixels, each way and in each epoch anew, in 0…16. Default 1.</summary>
    public int Shift { get; init; } = 1;

    /// <summary>Largest random rotation in degrees, each way and in each epoch anew, in 0…45. Default 0.</summary>
    public double Rotate { get; init; }

    /// <summary>Largest random change of width and of height, as a part of them, in 0…0.9. Default 0.</summary>
    public double Zoom { get; init; }

    /// <summary>
    /// Elastic distortion: pixels by which control points 7 pixels apart move at random at most, in 0…32. Default 0.
    /// </summary>
    public double Elastic { get; init; }

    /// <summary>Whether half of the training pictures are mirrored left to right. Default false.</summary>
    public bool Flip { get; init; }

    /// <summary>Train on the first N samples only; null for all.</summary>
    public int? TrainSamples { get; init; }

    /// <summary>Last training samples put aside for validation, 0 or above; null for a sixth, at most 10,000.</summary>
    public int? Validation { get; init; }

    /// <summary>
    /// Stop after so many epochs without a better validation accuracy and return the best epoch's masks; 0, the
    /// default, trains all epochs and returns the last.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>
    /// Within an epoch, look at the validation samples after every so many batches too; 0, the default, only after each
    /// epoch.
    /// </summary>
    /// <remarks>
    /// So that the seconds to an accuracy are known more finely than by the epoch. What is trained does not depend on it,
    /// and its time is not counted as training.
    /// </remarks>
    public int ValidateEvery { get; init; }
}
