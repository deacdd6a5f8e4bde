using Hnsg.Data;
using Hnsg.Encoding;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Kernels.Gradients;
using Hnsg.Kernels.Neurons;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Spikes;
using Hnsg.Training;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Surrogates;

namespace Hnsg.Bench.Measuring;

/// <summary>Every kernel of the training step by itself, on a batch of a training under way.</summary>
internal sealed unsafe class KernelBenchmark : IDisposable
{
    private const int StepsBefore = 40;
    private const int Largest = 1;

    private readonly StepWork _work;
    private readonly Dataset _data;
    private readonly TrainingSession _session;
    private readonly BatchForward _batch;
    private readonly IntegerLayer _hidden;
    private readonly IntegerLayer _output;
    private readonly MatrixLayout _shape;
    private readonly int _steps;
    private readonly int _samples;
    private readonly WorkerTeam _team = new(1);
    private readonly BackwardMemory _memory;
    private readonly Encoder _encoder;
    private readonly InputTrain _train;
    private readonly AlignedBuffer<int> _membranes = new(64);
    private readonly AlignedBuffer<float> _transposed;
    private readonly AlignedBuffer<float> _outputDelta;
    private readonly IReadOnlyList<Ceiling> _ceilings;

    /// <summary>Trains some steps, so that the spikes are those of a training.</summary>
    /// <param name="work">One hidden layer, rate-coded.</param>
    /// <param name="data">Data.</param>
    /// <param name="ceilings">What the machine can do.</param>
    public KernelBenchmark(StepWork work, Dataset data, IReadOnlyList<Ceiling> ceilings)
    {
        _work = work;
        _data = data;
        _ceilings = ceilings;
        _session = new TrainingSession(work.Options, data, 1);
        for (int i = 0; i < StepsBefore; i++)
        {
            _session.Step();
        }
        _batch = _session.LastBatch;
        _hidden = (IntegerLayer)_batch.Layers[0];
        _output = (IntegerLayer)_batch.Layers[1];
        _shape = _hidden.Shape;
        _steps = work.Options.Steps;
        _samples = _batch.Count;
        _encoder = Encoder.Create(InputEncoding.Rate, _steps);
        _train = new InputTrain(_steps);
        _memory = new BackwardMemory(_batch.Layers);
        _transposed = new AlignedBuffer<float>((long)_shape.Lanes * _output.Shape.Lanes);
        _outputDelta = new AlignedBuffer<float>(_steps * _output.Shape.Lanes);
        Varied(_outputDelta);
        Varied(_memory.Delta);
        _output.Transpose(0, _shape.Columns, _shape, _transposed.Pointer);
        _hidden.Trace(
            0,
            Math.Min(2, _shape.Blocks),
            0,
            _batch.Train(0, 0),
            _memory.Current.Pointer,
            _memory.Distance.Pointer
        );
    }

    /// <summary>Times all of them, in the order of the step.</summary>
    public IReadOnlyList<KernelTime> Run()
    {
        double cells = (double)_samples * _steps * _shape.Lanes;
        double vectors = cells / 16;
        List<KernelTime> all =
        [
            new("encode and list the input's spikes", 1, Time(Encode), Encoding()),
            new("add rows of weights", 2, Time(Count), Rows()),
            new(
                "membranes and spikes",
                1,
                Time(Lif),
                Floor((6 * vectors, "integer add", "6 integer operations a membrane"))
            ),
            new("list the hidden spikes", 1, Time(Emit), null),
            new("output layer, forward", 1, Time(OutputForward), null),
            new(
                "membranes again, as floats",
                1,
                Time(Trace),
                Floor(
                    (7 * vectors, "integer add", "7 operations a membrane"),
                    (vectors, "store, L1", "a float stored a membrane")
                )
            ),
            new(
                "gradient of the spikes",
                1,
                Time(SpikeBackward),
                Floor((10 * vectors, "float add", "10 sums a membrane; the products are made beside them"))
            ),
            new(
                "surrogate, through time",
                1,
                Time(ThroughTime),
                Floor(
                    (vectors, "float divide", "a division a membrane"),
                    (4 * vectors, "float multiply", "4 products a membrane")
                )
            ),
            new("tables of partial sums", 1, Time(() => Gradient(0)), Tables()),
            new("score gradient with tables", 1, Time(() => Gradient(_shape.Rows)), ScoreSums()),
            new("output layer, gradient", 1, Time(OutputGradient), null),
            new(
                "choice of the mask",
                1,
                Time(Select),
                Floor((_shape.Length / 16.0, "load, L3", "each score read once"))
            ),
            new(
                "effective weights",
                1,
                Time(Apply),
                Floor((_shape.Length / 16.0 * 1.5, "load, L3", "score and weight read, effective weight written"))
            ),
            new(
                "scores, Adam",
                1,
                Adam(),
                Floor((_shape.Length / 16.0 * 3, "load, add, store, L3", "three floats changed a score"))
            ),
        ];
        return all;
    }

    /// <summary>A whole step, for comparison.</summary>
    public Spread Step() => Time(() => _session.Step());

    public void Dispose()
    {
        _session.Dispose();
        _team.Dispose();
        _memory.Dispose();
        _encoder.Dispose();
        _train.Dispose();
        _membranes.Dispose();
        _transposed.Dispose();
        _outputDelta.Dispose();
    }

    private KernelFloor Floor(params (double Vectors, string Ceiling, string What)[] needs) =>
        KernelFloor.Of(_ceilings, needs);

    private Spread Time(Action work)
    {
        for (int i = 0; i < 8; i++)
        {
            work();
        }
        return Spread.Of(_work.Repeat, work);
    }

    private void Encode()
    {
        var key = new RandomKey(1);
        for (int slot = 0; slot < _samples; slot++)
        {
            _encoder.Encode(_data.Train.Pixels(slot), key, (uint)slot, _train);
        }
    }

    private void Count()
    {
        for (int slot = 0; slot < _samples; slot++)
        {
            for (int block = 0; block < _shape.Blocks; block += SpikingLayer.BlocksAtOnce)
            {
                int blocks = Math.Min(SpikingLayer.BlocksAtOnce, _shape.Blocks - block);
                SpikeCounts.Run(
                    _hidden.Effective.Pointer + _shape.Block(block),
                    _shape,
                    blocks,
                    _batch.Train(0, slot),
                    Largest,
                    (short*)_memory.Current.Pointer
                );
            }
        }
    }

    private void Lif()
    {
        ulong* words = stackalloc ulong[_steps];
        NeuronMemory memory = new()
        {
            Membranes = _membranes.Pointer,
            Words = words,
            WordStride = 1,
        };
        for (int n = 0; n < _samples * _shape.Blocks; n++)
        {
            _hidden.Neurons.Run(_hidden.Constants, _hidden.Size(0), Counts(), memory);
        }
    }

    private void Trace()
    {
        for (int n = 0; n < _samples * _shape.Blocks; n++)
        {
            _hidden.Neurons.Trace(_hidden.Constants, _hidden.Size(0), Counts(), _memory.Distance.Pointer);
        }
    }

    private void Emit()
    {
        for (int slot = 0; slot < _samples; slot++)
        {
            _hidden.Emit(slot, _batch.Train(1, slot));
        }
    }

    private void OutputForward()
    {
        for (int slot = 0; slot < _samples; slot++)
        {
            _output.Forward(0, _output.Shape.Blocks, slot, _batch.Train(1, slot), _memory.Current.Pointer);
        }
    }

    private void SpikeBackward()
    {
        for (int n = 0; n < _samples * _shape.Blocks; n++)
        {
            Kernels.Gradients.SpikeBackward.Run(
                _transposed.Pointer + (long)(n % _shape.Blocks) * _output.Shape.Lanes * _shape.Width,
                _outputDelta.Pointer,
                _output.Shape,
                0,
                _steps,
                _shape.Width,
                0,
                _memory.SpikeGradient.Pointer
            );
        }
    }

    private void ThroughTime()
    {
        Surrogate surrogate = SurrogateCatalog.Create(_work.Options.Surrogate, _work.Options.Slope);
        int length = _steps * _shape.Width;
        NeuronGradients gradients = new()
        {
            Distance = _memory.Distance.Pointer,
            Spike = _memory.SpikeGradient.Pointer,
            Delta = _memory.Delta.Pointer,
        };
        for (int n = 0; n < _samples * _shape.Blocks; n++)
        {
            surrogate.Derivative(_memory.Distance.Span[..length], _memory.Delta.Span[..length]);
            _hidden.Neurons.Back(_hidden.Constants, _hidden.Size(0), gradients);
        }
    }

    private void Gradient(int endRow)
    {
        for (int block = 0; block < _shape.Blocks; block++)
        {
            for (int slot = 0; slot < _samples; slot++)
            {
                Gradient(_batch.Train(0, slot), _memory.Delta.Pointer, _shape.Width, endRow);
            }
        }
    }

    private void OutputGradient()
    {
        for (int slot = 0; slot < _samples; slot++)
        {
            Gradient(_batch.Train(1, slot), _outputDelta.Pointer, _output.Shape.Width, _shape.Columns);
        }
    }

    private void Gradient(InputTrain train, float* delta, int width, int endRow) =>
        SpikeGradient.Run(
            train,
            delta,
            width,
            0,
            endRow,
            _memory.Table.Pointer,
            _memory.Partial.Pointer,
            _memory.Gradients[0].Pointer
        );

    private void Select() => _session.Methods[0].Select(_team);

    private void Apply()
    {
        LayerMethod method = _session.Methods[0];
        foreach (Tile tile in method.Tiles[0])
        {
            method.Apply(tile);
        }
    }

    // The last of all: it changes the scores.
    private Spread Adam()
    {
        LayerMethod method = _session.Methods[0];
        Optimiser optimiser = Optimiser.Create(_work.Options);
        optimiser.Begin(StepsBefore, 1e-6);
        float* gradient = _memory.Gradients[0].Pointer;
        return Spread.Of(
            _work.Repeat,
            () =>
            {
                foreach (Tile tile in method.Tiles[0])
                {
                    method.Update(tile, gradient + (long)tile.FirstRow * _shape.Width, optimiser);
                }
            },
            // Each tile scales it down; it must not end among the denormals.
            _ => _memory.Gradients[0].Span.Fill(1e3f)
        );
    }

    private CountCurrents Counts() => new((short*)_memory.Current.Pointer, _shape.Width, _session.Spec.FractionBits);

    // 32 random bytes for every active pixel. What the lists take beside them is not counted.
    private KernelFloor Encoding()
    {
        double bytes = Enumerable.Range(0, _samples).Sum(slot => (double)_batch.Train(0, slot).ActiveCount) * 32;
        return Floor(
            (bytes / 128 * 20 * 3, "integer add", "the random bytes: 20 rounds of 3 operations for 8 of them")
        );
    }

    private KernelFloor Rows()
    {
        double rows = 0;
        for (int slot = 0; slot < _samples; slot++)
        {
            InputTrain train = _batch.Train(0, slot);
            rows += train.SteadyCount;
            for (int t = 0; t < _steps; t++)
            {
                rows += train.Counts.Pointer[t] + train.SilenceCounts.Pointer[t];
            }
        }
        double bytes = rows * _shape.Lanes;
        return Floor((bytes / 64, "load, L2", "a row of weights read a spike"));
    }

    private KernelFloor Tables() =>
        Floor(
            (
                (double)_samples * _shape.Lanes / 16 * _batch.Train(0, 0).Groups * 32,
                "store, L1",
                "32 partial sums stored for five steps"
            )
        );

    private KernelFloor ScoreSums()
    {
        double varying = 0;
        double active = 0;
        for (int slot = 0; slot < _samples; slot++)
        {
            InputTrain train = _batch.Train(0, slot);
            varying += train.VaryingCount;
            active += train.ActiveCount;
        }
        double lines = _shape.Lanes / 16.0;
        KernelFloor entries = Floor(
            (varying * lines * _batch.Train(0, 0).Groups, "load, L1", "a partial sum read an input and five steps")
        );
        KernelFloor rows = Floor((active * lines, "load, add, store of", "a gradient row changed an input"));
        KernelFloor tables = Tables();
        return new KernelFloor(
            tables.Milliseconds + entries.Milliseconds + rows.Milliseconds,
            $"tables; {entries.Need}; {rows.Need}"
        );
    }

    private static void Varied(AlignedBuffer<float> buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer.Pointer[i] = (i * 7 % 13 - 6) * 0.01f;
        }
    }
}
