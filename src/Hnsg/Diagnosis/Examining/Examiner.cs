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

namespace Hnsg.Diagnosis.Examining;

/// <summary>Shows a network some samples, forward and back, and notes what goes on inside.</summary>
internal static unsafe class Examiner
{
    // Enough for every class and for fractions to a percent, and done in a fraction of a second.
    private const int MostSamples = 512;

    public static Examination Run(Patient patient, Dataset dataset, CancellationToken cancellation)
    {
        TrainedNetwork network = patient.Network;
        NetworkSpec spec = network.Spec;
        if (!spec.HasSpikes)
        {
            throw new InputException(
                patient.Path,
                "this is a ReLU network, which has no spikes, so none of the checks apply to it. metrics.csv shows how its training went."
            );
        }
        if (dataset.Train.Inputs != spec.Inputs || dataset.Classes != spec.Classes)
        {
            throw new ArgumentException($"The data must have {spec.Inputs} pixels and {spec.Classes} classes.");
        }
        TrainingMethod method = TrainingMethods.Find(MethodOf(patient));
        TrainingOptions options = patient.Run?.Options ?? Usual(spec);
        SampleSet samples = Pick(dataset.Train);
        // One thread: it is soon done, and every sum has the same order everywhere.
        using var team = new WorkerTeam(1);
        int batch = NetworkLayers.Batch(spec);
        using NetworkLayers layers = NetworkLayers.Load(network, batch);
        using var forward = new BatchForward(layers.All, spec.Encoding, batch, team);
        Surrogate surrogate = SurrogateCatalog.Create(options.Surrogate, options.Slope);
        GradientProbe[] probes =
        [
            .. layers.All.Select((layer, l) => new GradientProbe(layer, GradientScale(spec, l, layer))),
        ];
        using var backpropagation = new Backpropagation(
            forward,
            probes,
            Loss.Create(options.Loss, options.LabelSmoothing),
            surrogate,
            options.AttachReset,
            (0, 0),
            team
        );
        LayerWatch[] watches = [.. layers.All.Select(layer => new LayerWatch(layer, surrogate))];
        try
        {
            backpropagation.Observer = (layer, block, _, spikeGradient, delta) =>
                watches[layer].AddGradient(block, spikeGradient, delta);
            backpropagation.ApplyAll();
            var optimiser = Optimiser.Create(options);
            var source = new SampleSource(samples, spec);
            int silent = 0;
            for (int first = 0; first < samples.Count; first += batch)
            {
                cancellation.ThrowIfCancellationRequested();
                source.First = first;
                forward.Run(source, Math.Min(batch, samples.Count - first));
                for (int slot = 0; slot < forward.Count; slot++)
                {
                    backpropagation.Targets[slot] = samples.Labels[first + slot];
                    silent += forward.Votes(slot).ContainsAnyExcept(0) ? 0 : 1;
                    for (int layer = 0; layer < watches.Length; layer++)
                    {
                        watches[layer].Add(slot, forward.Train(layer, slot));
                    }
                }
                backpropagation.Run(optimiser);
            }
            LayerSigns[] signs = [.. watches.Select((watch, l) => watch.Signs(probes[l].RootMeanSquare))];
            return new Examination
            {
                Spec = spec,
                Options = patient.Run?.Options,
                History = patient.History,
                Masks = MasksOf(network),
                TrainsMasks = method.TrainsMasks,
                BySurrogate = method.Surrogate is null,
                Pixels = new PixelCount(dataset.Train),
                Samples = samples.Count,
                Silent = (double)silent / samples.Count,
                Layers = signs,
                LossGradient = watches[^1].SpikeGradient,
                SurrogateWidth = LayerWatch.Width(surrogate),
                Reach = patient.Run is null
                    ? null
                    : StepReach.Of(options, dataset, [.. signs.Select(it => it.TrainedGradient)]),
            };
        }
        finally
        {
            foreach (LayerWatch watch in watches)
            {
                watch.Dispose();
            }
        }
    }

    private static string MethodOf(Patient patient) =>
        patient.Run?.Options.Method
        ?? patient.Network switch
        {
            RealNetwork real => real.Method,
            SignedNetwork => "signed",
            _ => "hnsg",
        };

    // Without a run nobody knows how the network was trained; this is how one like it is trained by default.
    private static TrainingOptions Usual(NetworkSpec spec) =>
        new() { Loss = spec.Layers[^1].Lif.Reset == ResetKind.None ? "membrane-cross-entropy" : "count-cross-entropy" };

    // From all over the set, which may be sorted by class.
    private static SampleSet Pick(SampleSet all)
    {
        int count = Math.Min(MostSamples, all.Count);
        var pixels = new byte[count * all.Inputs];
        var labels = new byte[count];
        for (int n = 0; n < count; n++)
        {
            int from = (int)((long)n * all.Count / count);
            all.Pixels(from).CopyTo(pixels.AsSpan(n * all.Inputs));
            labels[n] = all.Labels[from];
        }
        return SampleSet.Own(pixels, labels, all.Inputs);
    }

    // Scores have the gradient of the weights times the frozen weight, whose mean square is that of its kind.
    private static double GradientScale(NetworkSpec spec, int index, SpikingLayer layer) =>
        layer is RealWeightLayer real
            ? real.InputUnit
            : (layer.Direct ? spec.MembraneUnit(index) : spec.Scale(index)) * FrozenWeights.Rms(spec.Weights);

    private static IReadOnlyList<Mask?> MasksOf(TrainedNetwork network) =>
        network switch
        {
            HiddenNetwork hidden => [.. hidden.Masks],
            SignedNetwork signed => [.. signed.Masks],
            RealNetwork real => [.. real.Weights.Select(weights => weights.Mask)],
            _ => throw new ArgumentException($"{network.GetType().Name} is not known.", nameof(network)),
        };
}
