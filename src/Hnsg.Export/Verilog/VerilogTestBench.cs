using System.Numerics;
using Hnsg.Engine;
using Hnsg.Networks;

namespace Hnsg.Export.Verilog;

/// <summary>The test bench of an exported core, and the vectors that it reads.</summary>
internal sealed class VerilogTestBench(NetworkSpec spec, string name)
{
    private readonly bool _direct = spec.Encoding == InputEncoding.Direct;
    private readonly int _voteBits = VerilogNumbers.Bits(spec.Steps + 1);

    /// <summary>File of the input stream.</summary>
    public string InputFile => VerilogFiles.Input(name);

    /// <summary>Bytes that the input stream has for a sample.</summary>
    public int Beats => spec.Inputs * (_direct ? 1 : spec.Steps);

    private int ClassBits => VerilogNumbers.Bits(spec.Classes);

    private int VotesBits => spec.Classes * _voteBits;

    // Class and votes side by side, the class in whole hex digits.
    private int AnswerClassBits => (ClassBits + 3) / 4 * 4;

    /// <summary>Its text.</summary>
    /// <param name="images">Samples that it has room for.</param>
    /// <param name="loadBytes">Bytes that fill the memories, at least 1.</param>
    public string Text(int images, int loadBytes)
    {
        string Each(Func<int, string> text) =>
            string.Concat(Enumerable.Range(0, spec.Layers.Count).Select(text)).TrimEnd('\n');
        return new Template
        {
            ["name"] = name,
            ["images"] = $"{images}",
            ["beats"] = $"{Beats}",
            ["steps"] = $"{spec.Steps}",
            ["load_bytes"] = $"{loadBytes}",
            // No row takes longer than a block of Threefry for every neuron, and every layer may wait for the next.
            ["patience"] = $"{1000 + 30L * spec.Layers.Sum(layer => layer.Neurons)}",
            ["layers"] = $"{spec.Layers.Count}",
            ["answer_bits"] = $"{AnswerClassBits + VotesBits}",
            ["class_bits"] = $"{ClassBits}",
            ["votes_bits"] = $"{VotesBits}",
            ["class_pad"] = AnswerClassBits == ClassBits ? "" : $"{AnswerClassBits - ClassBits}'d0, ",
            ["spike_ports"] = string.Join(", ", spec.Layers.Select((_, l) => $".spike{l}_index(index{l})")),
            ["declarations"] = Each(l =>
                $"""
                        wire [{VerilogNumbers.Bits(spec.Layers[l].Neurons) - 1}:0] index{l};
                        reg [{spec.Layers[l].Neurons - 1}:0] seen{l} = 0;
                        reg [{spec.Layers[l].Neurons - 1}:0] golden{l} [0:IMAGES*STEPS-1];
                        integer steps{l} = 0;

                    """
            ),
            ["read_golden"] = Each(l => $"            $readmemh(\"{VerilogFiles.Spikes(name, l)}\", golden{l});\n"),
            ["compare"] = Each(l =>
                $"""
                            if (spike_valid[{l}]) begin
                                if (!spike_end[{l}]) seen{l}[index{l}] <= 1'b1;
                                else begin
                                    if (dump) $display("S {l} %h", seen{l});
                                    else if (seen{l} !== golden{l}[steps{l}]) begin
                                        for (n = 0; n < {spec.Layers[l].Neurons}; n = n + 1)
                                            if (seen{l}[n] !== golden{l}[steps{l}][n] && failures < 10)
                                                report(steps{l} / STEPS, steps{l} % STEPS, {l + 1}, n, seen{l}[n]);
                                    end
                                    seen{l} <= 0;
                                    steps{l} <= steps{l} + 1;
                                end
                            end

                    """
            ),
        }.Fill("testbench.v");
    }

    /// <summary>What the core is given: the content of <see cref="InputFile"/>.</summary>
    public string Input(IEnumerable<GoldenSample> samples) =>
        VerilogNumbers.Lines(samples.SelectMany(Stream).Select(beat => (BigInteger)beat), 8);

    /// <summary>The files of what must come out: name and content.</summary>
    public IEnumerable<(string Name, string Content)> Answers(IReadOnlyList<GoldenSample> samples)
    {
        yield return (
            VerilogFiles.Answers(name),
            VerilogNumbers.Lines(samples.Select(it => Answer(it.Recording)), AnswerClassBits + VotesBits)
        );
        for (int l = 0; l < spec.Layers.Count; l++)
        {
            int layer = l;
            yield return (
                VerilogFiles.Spikes(name, l),
                VerilogNumbers.Lines(samples.SelectMany(it => Spikes(it.Recording, layer)), spec.Layers[l].Neurons)
            );
        }
    }

    /// <summary>Votes as the core packs them.</summary>
    public int[] Votes(BigInteger packed) =>
        [.. Enumerable.Range(0, spec.Classes).Select(c => (int)((packed >> (c * _voteBits)) & ((1 << _voteBits) - 1)))];

    private BigInteger Answer(SpikeRecording recording) =>
        recording
            .Votes.Reverse()
            .Aggregate((BigInteger)recording.Class, (answer, votes) => (answer << _voteBits) | votes);

    private BigInteger[] Spikes(SpikeRecording recording, int layer)
    {
        var words = new BigInteger[spec.Steps];
        foreach ((int step, int neuron) in recording.Spikes(layer))
        {
            words[step] |= BigInteger.One << neuron;
        }
        return words;
    }

    private byte[] Stream(GoldenSample sample)
    {
        if (_direct)
        {
            return sample.Pixels.ToArray();
        }
        var beats = new byte[Beats];
        foreach ((int step, int input) in sample.Recording.InputSpikes)
        {
            beats[step * spec.Inputs + input] = 1;
        }
        return beats;
    }
}
