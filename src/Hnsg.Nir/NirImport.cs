using System.Globalization;
using Hnsg.Disk;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>Reads feed-forward networks of LIF and IF neurons from NIR files.</summary>
/// <remarks>
/// τ·dv/dt = (v_leak − v) + r·I is taken in steps of dt, as other tools do: β = 1 − dt/τ, and the current counts
/// dt/τ·r. Membranes start at v_reset. Only the file itself is read, and no numbers before all shapes are known to fit.
/// </remarks>
public static class NirImport
{
    /// <summary>The method name in the model file of an imported network, unless it is a hidden network.</summary>
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
            List<NirReadLayer> layers = [.. arrays.Select(it => it.Read())];
            return metadata?.Has(NirNames.Spec) == true
                ? Own(graph, metadata, layers, options, assumptions)
                : Foreign(graph, layers, options, assumptions);
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
            throw new OptionException("encoding", $"{options.Encoding} is not a possible value");
        }
        if (!(options.TimeStep is null or (> 0 and < double.PositiveInfinity)))
        {
            throw new OptionException("dt", $"{options.TimeStep} is not greater than 0");
        }
        if (!double.IsFinite(options.White) || !double.IsFinite(options.Black) || options.White == options.Black)
        {
            throw new OptionException("white", "the values of a white and a black pixel must be finite and different");
        }
        if (options.Encoding != InputEncoding.Direct && (options.White != 1 || options.Black != 0))
        {
            throw new OptionException("white", "pixels have input values only with direct input; a spike is always 1");
        }
        if (options.Dataset is { } dataset && !NameText.IsPrintable(dataset))
        {
            throw new OptionException(
                "dataset",
                $"'{dataset}' is longer than {NameText.MostCharacters} characters or has control characters"
            );
        }
        if (options.Reset == ResetKind.None)
        {
            throw new OptionException(
                "reset",
                "only a read-out layer never spikes, and the file itself says whether there is one"
            );
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
                throw written.Wrong($"{step.ToString(CultureInfo.InvariantCulture)} is not greater than 0");
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

    // A file of another tool.
    private static NirImported Foreign(
        NirGraph graph,
        List<NirReadLayer> layers,
        NirImportOptions options,
        NirAssumptions assumptions
    )
    {
        List<string> notices = [.. Rounded(layers)];
        bool named = layers.Exists(it => it.Type != NirNames.Li && it.Reset.Any(v => v != 0));
        if (options.Reset is null && named)
        {
            assumptions = assumptions with { ResetSource = NirSource.File };
        }
        else if (options.Reset is null)
        {
            notices.Add(
                "v_reset is 0 for all neurons, so hnsg assumes that a spike sets the membrane to 0. snnTorch writes v_reset = 0 "
                    + "whatever its neurons do; by default they subtract the threshold a step later. To be sure, give --reset "
                    + "delayed-subtract, subtract or zero"
            );
        }
        (int Width, int Height)? picture = graph.Picture(layers[0].Inputs);
        var metadata = new ModelMetadata { Width = picture?.Width, Height = picture?.Height };
        return Imported(NirConversion.Run(layers, assumptions, options, null, metadata), assumptions, notices);
    }

    // A file that says how it is to be read.
    private static NirImported Own(
        NirGraph graph,
        NirNode metadata,
        List<NirReadLayer> layers,
        NirImportOptions options,
        NirAssumptions assumptions
    )
    {
        (NetworkSpec spec, ModelMetadata model) = ModelDescription.FromJson(
            metadata.Text(NirNames.Spec, JsonInput.MostBytes),
            $"{graph.Root.File}: at {metadata.Path}/{NirNames.Spec}"
        );
        assumptions = assumptions with
        {
            Reset = spec.Layers[0].Lif.Reset,
            ResetSource = NirSource.File,
            InputRange = spec.Encoding == InputEncoding.Direct ? (0, 255.0 / (1 << spec.FractionBits)) : null,
        };
        bool real = metadata.Has(NirNames.Method);
        if (!real && NirHidden.TryRead(spec, model, layers) is { } hidden)
        {
            return new NirImported(hidden, assumptions, null);
        }
        List<string> notices = [.. Rounded(layers)];
        if (!real)
        {
            notices.Add(
                "Hnsg wrote this file, but its numbers no longer match its seed and masks. It was read as a network with real "
                    + "weights"
            );
        }
        return Imported(NirConversion.Run(layers, assumptions, options, spec, model), assumptions, notices);
    }

    private static NirImported Imported(RealNetwork network, NirAssumptions assumptions, List<string> notices) =>
        new(network, assumptions, notices.Count == 0 ? null : string.Join(". ", notices));

    // Networks have float32.
    private static IEnumerable<string> Rounded(List<NirReadLayer> layers) =>
        layers
            .Where(it => it.Rounded > 0)
            .Select(it =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{it.Rounded:N0} numbers of {Visible.Text(it.Map.Path)} have more digits than a float32, so they were rounded"
                )
            );
}
