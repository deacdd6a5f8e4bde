using Hnsg.Export.Verification;
using Hnsg.Networks;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hnsg.Export.Tests.Onnx;

/// <summary>An ONNX file, run by ONNX Runtime.</summary>
internal sealed class OrtProgram(byte[] model, NetworkSpec spec, int batch = 50) : ExportProgram
{
    private readonly InferenceSession _session = new(model, Options);

    private static SessionOptions Options => new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };

    public override string Runner => "ONNX Runtime";

    public override bool TellsSpikes => _session.OutputMetadata.ContainsKey("spikes1");

    public IReadOnlyCollection<string> Outputs => [.. _session.OutputMetadata.Keys];

    internal override IEnumerable<ExportedAnswer> Run(
        IReadOnlyList<VerifySample> samples,
        CancellationToken cancellation
    )
    {
        foreach (VerifySample[] some in samples.Chunk(batch))
        {
            cancellation.ThrowIfCancellationRequested();
            List<NamedOnnxValue> inputs =
            [
                NamedOnnxValue.CreateFromTensor(
                    "pixels",
                    new DenseTensor<byte>(
                        some.SelectMany(it => it.Pixels.ToArray()).ToArray(),
                        [some.Length, spec.Inputs]
                    )
                ),
            ];
            if (_session.InputMetadata.ContainsKey("sample"))
            {
                long[] indices = [.. some.Select(it => (long)it.Sample)];
                inputs.Add(NamedOnnxValue.CreateFromTensor("sample", new DenseTensor<long>(indices, [some.Length])));
            }
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run(inputs);
            Dictionary<string, DisposableNamedOnnxValue> byName = outputs.ToDictionary(it => it.Name);
            int[] votes = [.. byName["votes"].AsEnumerable<int>()];
            long[] classes = [.. byName["class"].AsEnumerable<long>()];
            bool[][] trains =
            [
                .. spec
                    .Layers.TakeWhile(_ => TellsSpikes)
                    .Select((_, l) => byName[$"spikes{l + 1}"].AsEnumerable<bool>().ToArray()),
            ];
            for (int n = 0; n < some.Length; n++)
            {
                yield return new ExportedAnswer(
                    (int)classes[n],
                    votes[(n * spec.Classes)..((n + 1) * spec.Classes)],
                    TellsSpikes ? Bytes(trains, some.Length, n) : null
                );
            }
        }
    }

    internal override void Release() => _session.Dispose();

    private byte[] Bytes(bool[][] trains, int pictures, int picture)
    {
        int all = spec.Layers.Sum(layer => layer.Neurons);
        var bytes = new byte[(spec.Steps + SpikeBytes.StepsAByte - 1) / SpikeBytes.StepsAByte * all];
        int first = 0;
        for (int l = 0; l < trains.Length; l++)
        {
            int neurons = spec.Layers[l].Neurons;
            for (int t = 0; t < spec.Steps; t++)
            {
                for (int j = 0; j < neurons; j++)
                {
                    if (trains[l][(t * pictures + picture) * neurons + j])
                    {
                        bytes[t / SpikeBytes.StepsAByte * all + first + j] |= (byte)(1 << (t % SpikeBytes.StepsAByte));
                    }
                }
            }
            first += neurons;
        }
        return bytes;
    }
}
