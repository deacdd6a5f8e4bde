using Hnsg.Kernels;
using Hnsg.Kernels.Selection;

namespace Hnsg.Bench.Measuring;

/// <summary>The selection of the k largest |score| beside a full sort.</summary>
internal sealed unsafe class TopKBenchmark : IDisposable
{
    private const int Width = 64;

    private readonly MatrixLayout _shape;
    private readonly WorkerTeam _team = new(1);
    private readonly AlignedBuffer<float> _scores;
    private readonly float[] _start;
    private readonly float[] _magnitudes;

    public TopKBenchmark(int count, double keep, int repeat)
    {
        _shape = new MatrixLayout((count + Width - 1) / Width, Width);
        _scores = new AlignedBuffer<float>(_shape.Length);
        _start = new float[_shape.Length];
        _magnitudes = new float[_shape.Length];
        Count = (int)_shape.Length;
        Keep = (long)Math.Ceiling(keep * Count);
        Repeat = repeat;
    }

    /// <summary>Scores: what was asked for, rounded up to whole rows.</summary>
    public int Count { get; }

    /// <summary>k.</summary>
    public long Keep { get; }

    public int Repeat { get; }

    public IReadOnlyList<TopKResult> Run()
    {
        var random = new Random(1);
        List<TopKResult> results = [];
        for (int levels = 0; levels <= 256; levels += 256)
        {
            string kind = levels == 0 ? "all different" : $"{levels} values only, so many ties";
            for (int i = 0; i < _start.Length; i++)
            {
                float score = random.NextSingle() * 2 - 1;
                _start[i] = levels == 0 ? score : MathF.Round(score * levels) / levels;
            }
            Spread sort = Sort();
            results.Add(First($"{kind}; first selection", sort));
            results.Add(Next($"{kind}; as in training, near the one before", sort, levels == 0));
        }
        return results;
    }

    public void Dispose()
    {
        _team.Dispose();
        _scores.Dispose();
    }

    // Nothing is known of an earlier cut.
    private TopKResult First(string name, Spread sort)
    {
        _start.CopyTo(_scores.Span);
        TopKSelection selection = New();
        Spread time = Spread.Of(Repeat, () => selection.Run(_team, _scores.Pointer, Keep), _ => selection = New());
        return new TopKResult(name, time, sort, Exact(selection));
    }

    // Between two selections every score moves as far as Adam moves it, or is drawn anew where there are only ties.
    private TopKResult Next(string name, Spread sort, bool move)
    {
        _start.CopyTo(_scores.Span);
        var random = new Random(2);
        TopKSelection selection = New();
        Spread time = Spread.Of(
            Repeat,
            () => selection.Run(_team, _scores.Pointer, Keep),
            i =>
            {
                for (int s = 0; s < _start.Length && move; s++)
                {
                    _scores.Pointer[s] += (random.NextSingle() - 0.5f) * 0.002f;
                }
                if (i == 0)
                {
                    selection.Run(_team, _scores.Pointer, Keep);
                }
            }
        );
        return new TopKResult(name, time, sort, Exact(selection));
    }

    private TopKSelection New() => new(_shape, Tile.Split(_shape, 1));

    private Spread Sort() =>
        Spread.Of(
            Math.Min(Repeat, 30),
            () => Array.Sort(_magnitudes),
            _ =>
            {
                for (int i = 0; i < _start.Length; i++)
                {
                    _magnitudes[i] = MathF.Abs(_start[i]);
                }
            }
        );

    // One block: a connection's place in memory is its index.
    private bool Exact(TopKSelection selection)
    {
        var order = new ulong[Count];
        for (int i = 0; i < Count; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(_scores.Pointer[i]) & 0x7FFFFFFF;
            order[i] = (ulong)~bits << 32 | (uint)i;
        }
        Array.Sort(order);
        for (int rank = 0; rank < Count; rank++)
        {
            int index = (int)(uint)order[rank];
            if (selection.Keeps(BitConverter.SingleToUInt32Bits(_scores.Pointer[index]), index) != rank < Keep)
            {
                return false;
            }
        }
        return true;
    }
}
