using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;

namespace Hnsg.Tests.Training;

/// <summary>One step of plain gradient descent of the engine on a batch, taken apart to be looked at.</summary>
internal sealed class EngineStep : IDisposable
{
    private readonly WorkerTeam _team;
    private readonly NetworkLayers _layers;
    private readonly TopKMaskMethod[] _methods;
    private readonly Backpropagation _backpropagation;

    public EngineStep(NetworkSpec spec, TrainingOptions options, SampleSet samples, int threads)
    {
        Optimiser optimiser = Optimiser.Create(options with { Optimiser = "sgd", Momentum = 0 });
        _team = new WorkerTeam(threads);
        _layers = NetworkLayers.Create(spec, samples.Count);
        Forward = new BatchForward(_layers.All, spec.Encoding, samples.Count, _team);
        _methods =
        [
            .. _layers.All.Select((layer, l) => new TopKMaskMethod(spec, l, (IntegerLayer)layer, optimiser, threads)),
        ];
        _backpropagation = new Backpropagation(
            Forward,
            _methods,
            Loss.Create(options.Loss, options.LabelSmoothing),
            SurrogateCatalog.Create(options.Surrogate, options.Slope),
            options.AttachReset,
            (options.ActivityPenalty, options.ActivityTarget),
            _team
        );
        _backpropagation.ApplyAll();
        Scores = Read(array: 0);
        Forward.Run(new SampleSource(samples, spec), samples.Count);
        samples.Labels.CopyTo(_backpropagation.Targets);
        optimiser.Begin(1, options.LearningRate);
        MeanLoss = _backpropagation.Run(optimiser) / samples.Count;
        ScoresAfter = Read(array: 0);
        // Without momentum, what is remembered is the gradient itself.
        Gradient = Read(array: 1);
    }

    public BatchForward Forward { get; }

    /// <summary>Scores before the step, by layer and connection.</summary>
    public float[][] Scores { get; }

    public float[][] ScoresAfter { get; }

    /// <summary>Gradients of the scores.</summary>
    public float[][] Gradient { get; }

    public double MeanLoss { get; }

    public void Dispose()
    {
        _team.Dispose();
        _backpropagation.Dispose();
        foreach (TopKMaskMethod method in _methods)
        {
            method.Dispose();
        }
        Forward.Dispose();
        _layers.Dispose();
    }

    private float[][] Read(int array) => [.. _methods.Select((method, l) => Read(method.State[array], l))];

    private float[] Read(AlignedBuffer<float> values, int l)
    {
        MatrixLayout shape = _layers.All[l].Shape;
        return
        [
            .. Enumerable
                .Range(0, shape.Rows * shape.Columns)
                .Select(i => values.Span[(int)shape.Offset(i / shape.Columns, i % shape.Columns)]),
        ];
    }
}
