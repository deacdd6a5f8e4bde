using System.Text;
using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Export.Verilog;

/// <summary>The text of an exported core: the top module and the modules that it is made of.</summary>
internal sealed class VerilogSource
{
    private static readonly string[] Parts = ["ends.v", "layer.v", "neuron.v", "memory.v"];

    private readonly NetworkSpec _spec;
    private readonly string _name;
    private readonly VerilogLayer[] _layers;
    private readonly IReadOnlyList<string> _classes;

    public VerilogSource(HiddenNetwork network, VerilogOptions options)
    {
        _spec = network.Spec;
        _name = options.Name;
        _classes = network.Metadata.Classes;
        _layers =
        [
            .. Enumerable.Range(0, _spec.Layers.Count).Select(layer => new VerilogLayer(network, layer, options)),
        ];
    }

    public IReadOnlyList<VerilogLayer> Layers => _layers;

    private int ClassBits => _layers[^1].NeuronBits;

    private int VoteBits => VerilogNumbers.Bits(_spec.Steps + 1);

    /// <summary>All modules.</summary>
    public string Core()
    {
        var text = new StringBuilder(Ports());
        for (int l = 0; l < _layers.Length; l++)
        {
            text.Append(Layer(l));
        }
        int last = _layers.Length;
        text.Append(
            $"""
                {_name}_votes #(
                    .CLASSES({_spec.Classes}), .CLASS_BITS({ClassBits}), .VOTE_BITS({VoteBits}), .BITS({_layers[
                ^1
            ].MembraneBits})
                ) decision (
                    .clk(clk), .rst(rst), .in_valid(valid{last}), .in_ready(ready{last}), .in_end(end{last}), .in_last(last{last}),
                    .in_index(index{last}), .in_spike(spike{last}), .in_membrane(membrane{last}),
                    .out_valid(out_valid), .out_ready(out_ready), .out_class(out_class), .out_votes(out_votes)
                );
                wire unused = &{"{"}1'b0, load{last}{"}"};
            endmodule

            """
        );
        var template = new Template { ["name"] = _name };
        string[] parts = _layers[0].WeightBits == 0 ? [.. Parts, "threefry.v"] : Parts;
        foreach (string part in parts)
        {
            text.Append('\n').Append(template.Fill(part));
        }
        return text.ToString();
    }

    /// <summary>A top module with few pins.</summary>
    public string Ice40() =>
        new Template
        {
            ["name"] = _name,
            ["class_bits"] = $"{ClassBits}",
            ["no_spike_ports"] = string.Join(", ", _layers.Select((_, l) => $".spike{l}_index()")),
        }.Fill("ice40.v");

    private string Ports()
    {
        string sizes = string.Join('-', _layers.Select(layer => layer.Neurons).Prepend(_spec.Inputs));
        string sample = _layers[0].Direct
            ? $"{_spec.Inputs} pixels, 0...255, row by row; {_spec.Steps} steps"
            : $"{_spec.Steps} steps of {_spec.Inputs} input spikes, each a byte that is 1 or 0";
        int votes = _spec.Classes * VoteBits;
        string indices = string.Concat(
            _layers.Select((layer, l) => $",\n    output wire [{layer.NeuronBits - 1}:0] spike{l}_index")
        );
        return $"""
            // {sizes}. A sample is {sample}.
            // The output is the class, and the votes of all classes, {VoteBits} bits each, class 0 in the low bits. Bytes and answers
            // pass when valid and ready are both 1. spike_... report every spike of a layer and the end of each step, for
            // monitoring. load_... fill the memories before the first sample, if LOAD is 1. Verilog-2005, with no vendor
            // primitives. Written by hnsg.{ClassNames()}
            /* verilator lint_off DECLFILENAME */ // its modules are in the same file
            module {_name} #(
                parameter LOAD = 0,  // 0: memories are read from {_name}_memory...hex when the core is built; 1: they come as bytes
                parameter ROUNDS = 1 // of Threefry per cycle: 1, 2, 4, 5, 10 or 20
            ) (
                input wire clk,
                input wire rst, // active high, synchronous; memories keep their contents
                input wire in_valid,
                output wire in_ready,
                input wire [7:0] in_data,
                output wire out_valid,
                input wire out_ready,
                output wire [{ClassBits - 1}:0] out_class,
                output wire [{votes - 1}:0] out_votes,
                input wire load_valid,
                input wire [7:0] load_data,
                output wire [{_layers.Length - 1}:0] spike_valid,
                output wire [{_layers.Length - 1}:0] spike_end{indices}
            );
                wire load0 = load_valid;
                wire valid0, ready0, end0;
                wire [{_layers[0].IndexBits - 1}:0] index0;
                wire [7:0] value0;
                {_name}_input #(.INPUTS({_spec.Inputs}), .INDEX_BITS({_layers[0].IndexBits})) source (
                    .clk(clk), .rst(rst), .in_valid(in_valid), .in_ready(in_ready), .in_data(in_data),
                    .out_valid(valid0), .out_ready(ready0), .out_end(end0), .out_index(index0), .out_value(value0)
                );


            """;
    }

    private string ClassNames() => string.Concat(_classes.Select((name, c) => $"\n// Class {c} is {Quoted(name)}."));

    // In a comment a name must neither end the line nor be taken for an order to a tool.
    private static string Quoted(string name) =>
        $"\"{string.Concat(name.Select(c => c is >= ' ' and <= '~' and not ('"' or '\\') ? $"{c}" : $"\\u{(int)c:x4}"))}\"";

    private string Layer(int l)
    {
        VerilogLayer layer = _layers[l];
        int o = l + 1;
        string value = l == 0 ? "value0" : "8'd1";
        string told = layer.Last ? $" && (end{o} || spike{o})" : "";
        string unused = layer.Last ? "" : $"\n    wire unused{o} = &{{1'b0, last{o}, spike{o}, membrane{o}}};";
        return $"""
                wire load{o}, valid{o}, ready{o}, end{o}, last{o}, spike{o};
                wire [{layer.NeuronBits - 1}:0] index{o};
                wire signed [{layer.MembraneBits - 1}:0] membrane{o};
                {_name}_layer #(
                    .INPUTS({layer.Inputs}), .NEURONS({layer.Neurons}), .LANES({layer.Lanes}), .DIRECT({(
                layer.Direct ? 1 : 0
            )}), .TELL_ALL({(layer.Last ? 1 : 0)}),
                    .STEPS({_spec.Steps}), .SHIFT({layer.Lif.DecayShift}), .THRESHOLD({layer.Threshold}), .RESET({Reset(
                layer.Lif.Reset
            )}), .FRACTION({_spec.FractionBits}),
                    .CURRENT_BITS({layer.CurrentBits}), .BITS({layer.MembraneBits}), .WEIGHT_BITS({layer.WeightBits}),
                    .KEY(64'h{_spec.Seed:x16}), .STREAM(32'h{RandomStream.Weights(l):x8}), .ROUNDS(ROUNDS),
                    .MEMORY("{VerilogFiles.Memory(_name, l)}"), .LOAD(LOAD),
                    .INDEX_BITS({layer.IndexBits}), .NEURON_BITS({layer.NeuronBits}), .ADDRESS_BITS({layer.AddressBits})
                ) layer{l} (
                    .clk(clk), .rst(rst),
                    .in_valid(valid{l}), .in_ready(ready{l}), .in_end(end{l}), .in_index(index{l}), .in_value({value}),
                    .out_valid(valid{o}), .out_ready(ready{o}), .out_end(end{o}), .out_last(last{o}), .out_index(index{o}),
                    .out_spike(spike{o}), .out_membrane(membrane{o}),
                    .load_valid(load{l}), .load_data(load_data), .next_valid(load{o})
                );
                assign spike_valid[{l}] = valid{o} && ready{o}{told};
                assign spike_end[{l}] = end{o};
                assign spike{l}_index = index{o};{unused}


            """;
    }

    private static int Reset(ResetKind reset) =>
        reset switch
        {
            ResetKind.Subtract => 0,
            ResetKind.Zero => 1,
            ResetKind.None => 2,
            ResetKind.DelayedSubtract => 3,
            _ => throw new ArgumentOutOfRangeException(nameof(reset), reset, "This reset is unknown."),
        };
}
