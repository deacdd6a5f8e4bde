using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;

namespace Hnsg.Tests.Training.Methods;

/// <summary>One layer of a method, given a gradient of its effective weights and plain gradient descent.</summary>
internal sealed unsafe class MethodStep : IDisposable
{
    private readonly WorkerTeam _team = new(1);
    private readonly Optimiser _optimiser;
    private readonly float[] _gradient;

    public MethodStep(string method, NetworkSpec spec, int index = 0)
        : this(TrainingMethods.Find(method), spec, index) { }

    public MethodStep(TrainingMethod it, NetworkSpec spec, int index = 0)
    {
        var options = new TrainingOptions { Optimiser = "sgd", Momentum = 0 };
        _optimiser = Optimiser.Create(options);
        Spec = it.Adapt(spec);
        Layer = it.CreateLayer(Spec, index, 1);
        Method = it.CreateTraining(Spec, index, Layer, new MethodSetup(options, _optimiser, 1));
        Method.Begin(0, 10);
        Apply();
        using AlignedBuffer<float> numbers = Kernels.SomeNumbers.Floats(Layer.Shape.Length, 5);
        _gradient = numbers.Span.ToArray();
    }

    public NetworkSpec Spec { get; }

    public SpikingLayer Layer { get; }

    public LayerMethod Method { get; }

    public int Connections => Layer.Shape.Rows * Layer.Shape.Columns;

    /// <summary>What is trained, by connection.</summary>
    public double[] Values => Read(Method.State[0]);

    /// <summary>Effective weights by connection, in the units that the layer holds them in.</summary>
    public double[] Effective =>
        Layer is IntegerLayer integer
            ? [.. Enumerable.Range(0, Connections).Select(i => (double)integer.Effective.Span[At(i)])]
            : Read(((RealWeightLayer)Layer).Effective);

    /// <summary>Gradient of effective weights that <see cref="Step"/> gives, by connection.</summary>
    public double[] Given => [.. Enumerable.Range(0, Connections).Select(i => (double)_gradient[At(i)])];

    /// <summary>Takes a step and returns the gradient of what is trained, which sgd remembers.</summary>
    public double[] Step(double rate = 0.1)
    {
        _optimiser.Begin(1, rate);
        foreach (Tile tile in Method.Tiles[0])
        {
            long offset = Layer.Shape.Block(tile.Block) + (long)tile.FirstRow * Layer.Shape.Width;
            int length = (tile.EndRow - tile.FirstRow) * Layer.Shape.Width;
            using var part = new AlignedBuffer<float>(length);
            _gradient.AsSpan((int)offset, length).CopyTo(part.Span);
            Method.Update(tile, part.Pointer, _optimiser);
        }
        return Read(Method.State[1]);
    }

    public void Apply()
    {
        Method.Select(_team);
        foreach (Tile tile in Method.Tiles[0])
        {
            Method.Apply(tile);
        }
    }

    public void Dispose()
    {
        Method.Dispose();
        Layer.Dispose();
        _team.Dispose();
    }

    private double[] Read(AlignedBuffer<float> values) =>
        [.. Enumerable.Range(0, Connections).Select(i => (double)values.Span[At(i)])];

    private int At(int connection) =>
        (int)Layer.Shape.Offset(connection / Layer.Shape.Columns, connection % Layer.Shape.Columns);
}
