using System.Globalization;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>Reads feed-forward networks of LIF and IF neurons from NIR files.</summary>
/// <remarks>
/// τ·dv/dt = (v_leak − v) + r·I is taken in steps of dt, as other tools do: β = 1 − dt/τ, and the current counts
/// dt/τ·r. Membranes begin at v_reset. Only what is in the file itself is read, and no number before all shapes fit.
/// </remarks>
public static class NirImport
{
    /// <summary>What a network that was read is called in its model file, where it is no hidden network.</summary>
    public const string Method = "nir";

    /// <summary>Reads a network.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">What the file does not say.</param>
    /// <exception cref="OptionException">An option is out of its range.</exception>
    /// <exception cref="InputException">The file is missing, damaged, or holds another kind of network.</exception>
    public static NirImported Read(string file, NirImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new NirImportOptions();
        Check(options);
        var graph = NirGraph.Read(NirFile.Open(file));
        var arrays = NirLayerArrays.Of(graph);
        NirNode? metadata = graph.Root.Has(NirNames.Metadata) ? graph.Root.Group(NirNames.Metadata) : null;
        NirAssumptions assumptions = Assume(options, metadata);
        try
        {
            return Convert(graph, metadata, [.. arrays.Select(it => it.Read())], options, assumptions);
        }
        catch (Exception error) when (error is OptionException or ArgumentException)
        {
            throw new InputException(file, $"the network is out of range: {error.Message}", error);
        }
    }

    private static void Check(NirImportOptions options)
    {
        if (options.Steps is < 1 or > 1000)
        {
            throw new OptionException("steps", $"{options.Steps} is not in 1…1,000");
        }
        if (!Enum.IsDefined(options.Encoding))
        {
            throw new OptionException("encoding", $"there is no {options.Encoding}");
        }
        if (!(options.TimeStep is null or (> 0 and < double.PositiveInfinity)))
        {
            throw new OptionException("dt", $"{options.TimeStep} is not above 0");
        }
        if (!double.IsFinite(options.White) || !double.IsFinite(options.Black) || options.White == options.Black)
        {
            throw new OptionException("white", "the numbers of a white and a black pixel must be finite and differ");
        }
        if (options.Encoding != InputEncoding.Direct && (options.White != 1 || options.Black != 0))
        {
            throw new OptionException("white", "only direct-coded input has numbers; a spike is always 1");
        }
        if (options.Reset == ResetKind.None)
        {
            throw new OptionException("reset", "only a read-out never spikes, and the file says which layer is one");
        }
    }

    private static NirAssumptions Assume(NirImportOptions options, NirNode? metadata)
    {
        (double step, NirSource source) = (NirNames.UsualStep, NirSource.Default);
        if (options.TimeStep is { } given)
        {
            (step, source) = (given, NirSource.Option);
        }
        else if (metadata?.Has(NirNames.Step) == true)
        {
            NirArray written = metadata.Numbers(NirNames.Step);
            (step, source) = (written.ReadOne(), NirSource.File);
            if (!(step > 0))
            {
                throw written.Wrong($"{step.ToString(CultureInfo.InvariantCulture)} is not above 0");
            }
        }
        return new NirAssumptions
        {
            TimeStep = step,
            TimeStepSource = source,
            Reset = options.Reset ?? ResetKind.Zero,
            ResetSource = options.Reset is null ? NirSource.Default : NirSource.Option,
            InputRange = options.Encoding == InputEncoding.Direct ? (options.Black, options.White) : null,
        };
    }

    private static NirImported Convert(
        NirGraph graph,
        NirNode? metadata,
        List<NirReadLayer> layers,
        NirImportOptions options,
        NirAssumptions assumptions
    )
    {
        List<string> notices = [.. layers.SelectMany(Rounded)];
        if (metadata?.Has(NirNames.Spec) != true)
        {
            if (layers.Exists(it => it.Type != NirNames.Li && it.Reset.Any(v => v != 0)))
            {
                assumptions = assumptions with
                {
                    ResetSource = options.Reset is null ? NirSource.File : NirSource.Option,
                };
            }
            else if (options.Reset is null)
            {
                notices.Add(
                    "v_reset is 0 for all neurons, so a spike was taken to set the membrane to 0. snnTorch writes this whatever its "
                        + "neurons do, and subtracts the threshold a step later if it was not told otherwise: say --reset delayed-subtract, "
                        + "subtract or zero"
                );
            }
            (int Width, int Height)? picture = graph.Picture(layers[0].Inputs);
            var known = new ModelMetadata
            {
                Dataset = options.Dataset,
                Width = picture?.Width,
                Height = picture?.Height,
            };
            return Imported(NirConversion.Run(layers, assumptions, options, null, known), assumptions, notices);
        }
        string json = metadata.Text(NirNames.Spec, ModelLimits.MostJsonBytes);
        (NetworkSpec spec, ModelMetadata model) = ModelDescription.FromJson(
            json,
            $"{graph.Root.File}: at {metadata.Path}/{NirNames.Spec}"
        );
        model = options.Dataset is { } dataset ? model with { Dataset = dataset } : model;
        double unit = 255.0 / (1 << spec.FractionBits);
        assumptions = assumptions with
        {
            Reset = spec.Layers[0].Lif.Reset,
            ResetSource = NirSource.File,
            InputRange = spec.Encoding == InputEncoding.Direct ? (0, unit) : null,
        };
        bool real = metadata.Has(NirNames.Method);
        if (!real && NirHidden.TryRead(spec, model, layers) is { } hidden)
        {
            return new NirImported(hidden, assumptions, null);
        }
        if (!real)
        {
            notices.Add(
                "Hnsg has written this file, but its numbers are no longer those of its seed and masks. It was read as a network "
                    + "of real weights"
            );
        }
        return Imported(NirConversion.Run(layers, assumptions, options, spec, model), assumptions, notices);
    }

    private static NirImported Imported(RealNetwork network, NirAssumptions assumptions, List<string> notices) =>
        new(network, assumptions, notices.Count == 0 ? null : string.Join(". ", notices));

    // Networks have float32.
    private static IEnumerable<string> Rounded(NirReadLayer layer)
    {
        int weights = layer.Weights.CountRounded();
        if (weights + layer.RoundedBiases > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{weights + layer.RoundedBiases:N0} numbers of {Visible.Text(layer.Map.Path)} have more digits than a float32 and were rounded"
            );
        }
    }
}
