using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>The probability of every bit of a mask, learnt from the bits before it.</summary>
/// <remarks>
/// The log-odds of a connection is a sum of learnt terms, one each for its row, its column, the votes of the
/// neighbouring pixels and the magnitude of its weight:
/// <code>
/// x = row[i] + column[j] + votes[context] + magnitude[|w|] ;  p = 1 / (1 + e^−x)
/// e = bit − p ;  h += p(1 − p) ;  term += e / h                a Newton step for each term
/// </code>
/// where h, the information a term has seen, starts at its prior's. A row starts from the mean of the row to its
/// left and the one above. Coder and decoder run this same loop.
/// </remarks>
internal sealed class MaskModel
{
    private const int OtherPrior = 2 << 16;

    private readonly MaskLayer _layer;
    private readonly MaskCoding _coding;
    private readonly Term[] _columns;
    private readonly Term[] _votes;
    private readonly Term[] _magnitudes;
    private readonly int[] _rows;
    private readonly int _start;
    private readonly NeighbourVotes? _neighbours;
    private readonly bool _hasMagnitudes;

    /// <summary>A model that has seen nothing.</summary>
    /// <param name="layer">The layer; some but not all of its connections are kept.</param>
    /// <param name="coding">The encoder's choices.</param>
    public MaskModel(in MaskLayer layer, MaskCoding coding)
    {
        _layer = layer;
        _coding = coding;
        _columns = Term.Many(layer.Neurons, coding.ColumnPrior);
        _votes = Term.Many(NeighbourVotes.Contexts, OtherPrior);
        _magnitudes = Term.Many(FrozenWeights.Largest(layer.Weights) + 1, OtherPrior);
        _rows = new int[layer.Inputs];
        _start = Logistic.LogOdds(layer.Kept, layer.Connections);
        _neighbours = coding.Width == 0 ? null : new NeighbourVotes(layer.Inputs, layer.Neurons, coding.Width);
        _hasMagnitudes = layer.Weights != WeightKind.SignedConstant;
    }

    /// <summary>Runs a mask through a coder.</summary>
    /// <param name="coder">An encoder, which takes the mask's bits, or a decoder, which gives them.</param>
    /// <param name="mask">The mask to encode, or an empty one to be filled.</param>
    /// <exception cref="InvalidDataException">The decoder ran out of bytes.</exception>
    public void Run<TCoder>(scoped ref TCoder coder, MaskBuilder mask)
        where TCoder : struct, IBitCoder, allows ref struct
    {
        bool decoding = typeof(TCoder) == typeof(ArithmeticDecoder);
        long kept = _layer.Kept;
        long left = _layer.Connections;
        var weights = new sbyte[_layer.Neurons];
        for (int input = 0; input < _layer.Inputs; input++)
        {
            long first = (long)input * _layer.Neurons;
            FrozenWeights.Fill(_layer.Weights, _layer.Seed, _layer.Layer, first, weights);
            _neighbours?.Begin(input);
            Span<sbyte> signs = _neighbours is null ? [] : _neighbours.Row(input);
            var row = new Term(Before(input), _coding.RowPrior);
            for (int neuron = 0; neuron < weights.Length; neuron++)
            {
                // The rest follows from the count: nothing more to code.
                if (kept == 0 || kept == left)
                {
                    if (decoding)
                    {
                        Fill(mask, first + neuron, kept);
                    }
                    return;
                }
                bool bit = Code(ref coder, mask[first + neuron], ref row, neuron, weights[neuron]);
                left--;
                if (bit)
                {
                    kept--;
                    if (decoding)
                    {
                        mask[first + neuron] = true;
                    }
                    if (signs.Length != 0)
                    {
                        signs[neuron] = (sbyte)Math.Sign(weights[neuron]);
                    }
                }
            }
            _rows[input] = row.Value;
            if (coder.Starved)
            {
                throw new InvalidDataException($"the mask's code ends in row {input + 1} of {_layer.Inputs}");
            }
        }
    }

    private bool Code<TCoder>(scoped ref TCoder coder, bool given, ref Term row, int neuron, int weight)
        where TCoder : struct, IBitCoder, allows ref struct
    {
        ref Term column = ref _columns[neuron];
        ref Term votes = ref _votes[_neighbours is null ? 0 : _neighbours.Context(neuron, Math.Sign(weight))];
        ref Term magnitude = ref _magnitudes[Math.Abs(weight)];
        int logOdds = row.Value + column.Value + votes.Value + magnitude.Value;
        uint one = Logistic.Probability(logOdds);
        bool bit = coder.Code(given, one);
        // As sure as can be and right: nothing to learn, and terms stay bounded.
        if (bit ? logOdds >= Logistic.Limit : logOdds < -Logistic.Limit)
        {
            return bit;
        }
        int error = (bit ? 65536 : 0) - (int)one;
        int information = (int)((one * (65536 - one)) >> 16);
        row.Learn(error, information);
        column.Learn(error, information);
        if (_neighbours is not null)
        {
            votes.Learn(error, information);
        }
        if (_hasMagnitudes)
        {
            magnitude.Learn(error, information);
        }
        return bit;
    }

    private int Before(int input)
    {
        int width = _coding.Width;
        if (input == 0)
        {
            return _start;
        }
        int left = _rows[input - 1];
        return width == 0 || input < width ? left : (left + _rows[input - width]) >> 1;
    }

    private static void Fill(MaskBuilder mask, long from, long count)
    {
        for (long i = from; i < from + count; i++)
        {
            mask[i] = true;
        }
    }

    /// <summary>A term of the sum: its log-odds and the information it rests on.</summary>
    private struct Term(int value, int information)
    {
        public int Value = value;
        private int _information = information;

        public static Term[] Many(int count, int information)
        {
            var terms = new Term[count];
            Array.Fill(terms, new Term(0, information));
            return terms;
        }

        public void Learn(int error, int information)
        {
            _information = Math.Min(_information + information, Logistic.MostInformation);
            Value += Logistic.Step(error, _information);
        }
    }
}
