using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Data;
using Hnsg.Export;
using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Cli.Exports;

/// <summary>What an export that checks itself has besides: a name, the source of its weights, and golden samples.</summary>
internal sealed class GoldenSettings
{
    private const int Usual = 10;

    private readonly Option<string> _name;
    private readonly Option<ExportedWeights> _weights;
    private readonly Option<int> _golden;
    private readonly DataSettings _data;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">What is named.</param>
    /// <param name="generator">What generated weights are made by.</param>
    /// <param name="check">What the samples are for, and what is done with them.</param>
    /// <param name="own">An option of the target's own.</param>
    public GoldenSettings(Command command, string name, string generator, (string What, string Does) check, Option own)
    {
        _name = new Option<string>("--name")
        {
            HelpName = "NAME",
            Description = $"{name}; default hnsg.",
            DefaultValueFactory = _ => "hnsg",
        };
        _weights = Values.OneOf<ExportedWeights>(
            "--weights",
            $"Where the frozen weights come from, default generate ({generator})"
        );
        _golden = Values.Whole(
            "--golden",
            $"Test samples that the {check.What} {check.Does}, default {Usual}; 0 uses pictures of random dots, which need no data set."
        );
        foreach (Option option in (Option[])[_name, _weights, own, _golden])
        {
            command.Options.Add(option);
        }
        _data = new DataSettings(command, $"For the {check.What}. Default: the one the model was trained on.");
    }

    /// <summary>What the samples were read from.</summary>
    public IEnumerable<string> Inputs => _data.Paths;

    /// <summary>The name.</summary>
    public string Name(ParseResult parsed) => parsed.GetValue(_name)!;

    /// <summary>Where the weights come from.</summary>
    public ExportedWeights Weights(ParseResult parsed) => parsed.GetValue(_weights);

    /// <summary>The first test samples of the model's data set, or pictures of random dots where there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">File of the model.</param>
    /// <param name="network">The model.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <returns>The samples, and the name of their set; null for random dots.</returns>
    public (IReadOnlyList<GoldenSample> Samples, string? Dataset) Record(
        ParseResult parsed,
        string path,
        HiddenNetwork network,
        CancellationToken cancellation
    )
    {
        int? count = parsed.Given(_golden);
        if (count < 0)
        {
            throw new OptionException("golden", $"{count} is negative; give 0 or more");
        }
        Dataset? data = count == 0 ? null : Load(parsed, path, network, count is not null, cancellation);
        if (data is not null && count > data.Test.Count)
        {
            throw new OptionException(
                "golden",
                $"{count} is not in 0…{data.Test.Count}, the test samples of {data.Name}"
            );
        }
        IEnumerable<VerifySample> samples = data is null
            ? VerifySample.Probes(network.Spec.Inputs, Usual)
            : VerifySample.Of(data.Test, count ?? Usual);
        return (GoldenSample.Record(network, samples.Select(it => (it.Sample, it.Pixels))), data?.Name);
    }

    /// <summary>What the samples are, for people.</summary>
    public static string Describe(int count, string? dataset) =>
        dataset is null ? $"{count} pictures of random dots" : $"{Counted.Of(count, "test sample")} of {dataset}";

    // What nobody has asked for may be missing: a model alone is enough to export it.
    private Dataset? Load(
        ParseResult parsed,
        string path,
        HiddenNetwork network,
        bool asked,
        CancellationToken cancellation
    )
    {
        try
        {
            return _data.LoadFor(parsed, path, network, cancellation).Dataset;
        }
        catch (Exception error) when (error is InputException or OptionException && !asked && !_data.IsGiven(parsed))
        {
            Console.Error.WriteLine(
                $"hnsg: NOTICE: using pictures of random dots as golden samples, as with --golden 0: {error.Message.Split('\n')[0]}"
            );
            return null;
        }
    }
}
