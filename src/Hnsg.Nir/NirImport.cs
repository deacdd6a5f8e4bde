using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>Reads feed-forward networks of LIF and IF neurons from NIR files.</summary>
/// <remarks>
/// τ·dv/dt = (v_leak − v) + r·I is taken in steps of dt, as other tools do: β = 1 − dt/τ, and the current counts
/// dt/τ·r. Membranes begin at v_reset.
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
        NirRuntime.Require(file);
        return NirFile.Read(
            file,
            (graph, chain) =>
            {
                List<NirReadLayer> layers = NirReadLayer.Of(chain);
                if (layers.Count == 0)
                {
                    throw graph.Wrong(NirNames.Nodes, "there are no neurons");
                }
                try
                {
                    return Convert(file, graph, layers, options);
                }
                catch (Exception error) when (error is OptionException or ArgumentException)
                {
                    throw new InputException(file, $"the network is out of range: {error.Message}", error);
                }
            }
        );
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
    }

    private static NirImported Convert(string file, NirNode graph, List<NirReadLayer> layers, NirImportOptions options)
    {
        NirNode? metadata = graph.Has(NirNames.Metadata) ? graph.Group(NirNames.Metadata) : null;
        double step =
            options.TimeStep
            ?? (metadata?.Has(NirNames.Step) == true ? metadata.Numbers(NirNames.Step, out _)[0] : NirNames.UsualStep);
        if (!(step > 0))
        {
            throw metadata!.Wrong(NirNames.Step, $"{step} is not above 0");
        }
        if (metadata?.Has(NirNames.Spec) != true)
        {
            return new NirImported(NirConversion.Run(layers, step, options, null, new ModelMetadata()), null);
        }
        (NetworkSpec spec, ModelMetadata model) = ModelDescription.FromJson(
            metadata.Text(NirNames.Spec),
            $"{file}: at {metadata.Path}/{NirNames.Spec}"
        );
        return NirHidden.TryRead(spec, model, layers) is { } hidden
            ? new NirImported(hidden, null)
            : new NirImported(
                NirConversion.Run(layers, step, options, spec, model),
                "Hnsg has written this file, but its numbers are no longer those of its seed and masks. It was read as a network "
                    + "of real weights"
            );
    }
}
