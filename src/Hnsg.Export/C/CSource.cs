using System.Globalization;
using System.Text;
using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Export.C;

/// <summary>Fills the C templates with a network.</summary>
internal sealed class CSource
{
    private readonly HiddenNetwork _network;
    private readonly NetworkSpec _spec;
    private readonly CExportOptions _options;
    private readonly CLayer[] _layers;
    private readonly bool _direct;
    private readonly bool _spikes;
    private readonly int _neurons;
    private readonly int _widest;
    private readonly bool _wideCurrents;
    private readonly ResetKind[] _resets;

    public CSource(HiddenNetwork network, CExportOptions options)
    {
        _network = network;
        _spec = network.Spec;
        _options = options;
        _layers = [.. Enumerable.Range(0, _spec.Layers.Count).Select(layer => new CLayer(network, layer, options))];
        _direct = _spec.Encoding == InputEncoding.Direct;
        int[] spiking = [.. Enumerable.Range(_direct ? 1 : 0, _spec.Layers.Count - (_direct ? 1 : 0))];
        _spikes = spiking.Length > 0;
        _neurons = _spec.Layers.Sum(layer => layer.Neurons);
        _widest = spiking.Select(layer => _spec.Layers[layer].Neurons).DefaultIfEmpty(0).Max();
        _wideCurrents = spiking.Any(layer =>
            _spec.FanIn(layer) * FrozenWeights.Largest(_spec.Weights) > short.MaxValue
        );
        _resets = [.. _spec.Layers.Select(layer => layer.Lif.Reset).Distinct().Order()];
    }

    private bool Table => _options.Weights == ExportedWeights.Table;

    private bool Signed => _spec.Weights == WeightKind.SignedConstant;

    // A layer says which reset it has where there are several, or one that never spikes.
    private bool Resets => _resets.Length > 1 || _resets[0] == ResetKind.None;

    public CReport Report()
    {
        bool compressed = _layers.Any(layer => layer.Compressed);
        bool flat = !_layers.All(layer => layer.Compressed);
        int weightBytes = _layers.Sum(layer => Signed ? (layer.Weights.Count + 31) / 32 * 4 : layer.Weights.Count);
        // As gcc 12 makes it of the parts for a Cortex-M3 at -Os, rounded up.
        int code =
            420 + (compressed ? 190 : 0) + (flat ? 130 : 0) + (_direct ? 40 : 90) + (!Table || !_direct ? 180 : 0);
        return new CReport
        {
            MaskBytes = _layers.Sum(layer => layer.Mask.Count * 4),
            WeightBytes = weightBytes,
            CodeBytes = code + 24 * _layers.Length,
            StateBytes = StateBytes(),
            Compressed = [.. _layers.Select(layer => layer.Compressed)],
        };
    }

    public Template Template()
    {
        bool flat = !_layers.All(layer => layer.Compressed);
        bool compressed = _layers.Any(layer => layer.Compressed);
        RandomKey spikeKey = new RandomKey(_spec.Seed).Derive(RandomStream.InferenceSpikes, 0);
        var template = new Template
        {
            ["name"] = _options.Name,
            ["NAME"] = _options.Name.ToUpperInvariant(),
            ["title"] = Title(),
            ["inputs"] = Number(_spec.Inputs),
            ["classes"] = Number(_spec.Classes),
            ["steps"] = Number(_spec.Steps),
            ["layers"] = Number(_layers.Length),
            ["neurons"] = Number(_neurons),
            ["model"] = ExportManifest.Identity(_network),
            ["first"] = Number(_spec.Layers[0].Neurons),
            ["widest"] = Number(_widest),
            ["current"] = _wideCurrents ? "int32_t" : "int16_t",
            ["class_names"] = ClassNames(),
            ["tables"] = Tables(),
            ["forms"] =
                flat && compressed ? "in the form that flat gives"
                : flat ? "bit i * neurons + j"
                : "Rice code",
            ["weight_type"] = Signed ? "uint32_t" : "int8_t",
            ["weight_order"] =
                (Signed ? "a bit, 1 for +1, " : "one ")
                + (
                    flat && compressed ? "for each connection, or for each kept one if Rice coded"
                    : flat ? "for each connection"
                    : "for each kept connection"
                ),
            ["reset_names"] = string.Join('\n', _resets.Select((reset, n) => $"#define {Name(reset)} {n}u")),
            ["layer_rows"] = string.Join(",\n", _layers.Select(Row)),
            ["per_block"] = Signed ? "64" : "4",
            ["seed0"] = Hex((uint)_spec.Seed),
            ["seed1"] = Hex((uint)(_spec.Seed >> 32)),
            ["spike_key0"] = Hex((uint)spikeKey.Seed),
            ["spike_key1"] = Hex((uint)(spikeKey.Seed >> 32)),
            ["blocks"] = Number((_spec.Steps + 7) / 8),
            ["one"] = Number(1 << _spec.FractionBits),
            ["direct_current"] = DirectCurrent(),
            ["never_none"] = _resets.Contains(ResetKind.None) ? $"(l->reset != {Name(ResetKind.None)}) && " : "",
            ["is_delayed"] = _resets.Length > 1 ? $"(l->reset == {Name(ResetKind.DelayedSubtract)}) && " : "",
            ["after_spike"] = AfterSpike(),
            ["walk"] = Walk(flat, compressed),
        };
        return template
            .When("direct", _direct)
            .When("rate", !_direct)
            .When("spikes", _spikes)
            .When("table", Table)
            .When("generate", !Table)
            .When("threefry", !Table || !_direct)
            .When("signed", Signed)
            .When("binomial", _spec.Weights == WeightKind.Binomial)
            .When("uniform", _spec.Weights == WeightKind.Uniform)
            .When("flat", flat)
            .When("compressed", compressed)
            .When("mixed", flat && compressed)
            .When("resets", Resets)
            .When("delayed", _resets.Contains(ResetKind.DelayedSubtract));
    }

    private string Title() =>
        $"{string.Join('-', _spec.Layers.Select(layer => layer.Neurons).Prepend(_spec.Inputs))}, "
        + $"{(_direct ? "direct" : "rate")}-coded, {_spec.Steps} steps, "
        + $"{_layers.Sum(layer => layer.Kept)} connections";

    // Where the names are not known, the classes are called by their numbers.
    private string ClassNames() =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, _spec.Classes)
                .Select(c => $"    {CString.Of(_network.Metadata.Classes.ElementAtOrDefault(c) ?? Number(c))},")
        );

    private string Tables()
    {
        var arrays = new CArrays($"{_options.Name.ToUpperInvariant()}_TABLE");
        var text = new StringBuilder();
        for (int l = 0; l < _layers.Length; l++)
        {
            CLayer layer = _layers[l];
            text.Append(arrays.Words($"mask{l}", layer.Mask)).Append('\n');
            if (Table)
            {
                text.Append(
                        Signed
                            ? arrays.Words($"weights{l}", layer.Signs())
                            : arrays.Numbers("int8_t", $"weights{l}", Number(layer.Weights.Count), layer.Weights)
                    )
                    .Append('\n');
            }
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private string Row(CLayer layer, int l)
    {
        bool compressed = _layers.Any(it => it.Compressed);
        bool flat = !_layers.All(it => it.Compressed);
        List<string> fields = [Unsigned(layer.Kept), Number(_spec.Threshold(l)), $"mask{l}"];
        if (Table)
        {
            fields.Add($"weights{l}");
        }
        fields.AddRange(
            Unsigned(_spec.FanIn(l)),
            Unsigned(_spec.Layers[l].Neurons),
            Unsigned(_spec.Layers[l].Lif.DecayShift)
        );
        if (!Table)
        {
            fields.Add(Unsigned(l));
        }
        if (compressed)
        {
            fields.Add(Unsigned(layer.LowBits));
        }
        if (compressed && flat)
        {
            fields.Add(layer.Compressed ? "0u" : "1u");
        }
        if (Resets)
        {
            fields.Add(Name(_spec.Layers[l].Lif.Reset));
        }
        return $"    {{ {string.Join(", ", fields)} }}";
    }

    private string DirectCurrent()
    {
        string spikes = $"((int32_t)state->current[(8u * (uint32_t)j) + t] * (int32_t){1 << _spec.FractionBits})";
        return _spikes ? $"(l == layers) ? state->constant[j] : {spikes}" : "state->constant[j]";
    }

    private string AfterSpike()
    {
        const string Indent = "                ";
        List<string> lines = [];
        foreach (ResetKind reset in _resets)
        {
            string? change = reset switch
            {
                ResetKind.Subtract => "v -= l->threshold;",
                ResetKind.Zero => "v = 0;",
                _ => null,
            };
            if (change is not null)
            {
                lines.Add(Resets ? $"if (l->reset == {Name(reset)}) {{ {change} }}" : change);
            }
        }
        return string.Join('\n', lines.Select(line => Indent + line));
    }

    private static string Walk(bool flat, bool compressed)
    {
        const string Flat = "walk_flat(state, l, input);";
        const string Compressed = "walk_compressed(state, l, input);";
        return flat && compressed ? $"if (l->flat != 0u) {{ {Flat} }} else {{ {Compressed} }}"
            : flat ? Flat
            : Compressed;
    }

    private int StateBytes()
    {
        int bytes = 8 + 4 * _neurons + (_direct ? 4 * _spec.Layers[0].Neurons : 0);
        bytes += 8 * _widest * (_wideCurrents ? 4 : 2);
        bytes += 2 * _spec.Classes + 2 + _neurons + (_direct ? 0 : _spec.Inputs);
        return (bytes + 3) / 4 * 4;
    }

    private static string Name(ResetKind reset) =>
        reset switch
        {
            ResetKind.Subtract => "RESET_SUBTRACT",
            ResetKind.Zero => "RESET_ZERO",
            ResetKind.None => "RESET_NONE",
            ResetKind.DelayedSubtract => "RESET_DELAYED_SUBTRACT",
            _ => throw new ArgumentOutOfRangeException(nameof(reset), reset, "This reset is unknown."),
        };

    private static string Unsigned(long value) => Number(value) + "u";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hex(uint value) => $"0x{value:x8}";
}
