using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Data;
using Hnsg.Export;
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
        _golden = Values.Whole("--golden", $"Test samples that the {check.What} {check.Does}, default {Usual}.");
        foreach (Option option in (Option[])[_name, _weights, own, _golden])
        {
            command.Options.Add(option);
        }
        _data = new DataSettings(command, $"For the {check.What}; default: the one that the model was trained on.");
    }

    /// <summary>The name.</summary>
    public string Name(ParseResult parsed) => parsed.GetValue(_name)!;

    /// <summary>Where the weights come from.</summary>
    public ExportedWeights Weights(ParseResult parsed) => parsed.GetValue(_weights);

    /// <summary>The first test samples of the model's data set, and the name of the set.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">File of the model.</param>
    /// <param name="network">The model.</param>
    /// <param name="cancellation">Stops a download.</param>
    public (IReadOnlyList<GoldenSample> Samples, string Dataset) Record(
        ParseResult parsed,
        string path,
        HiddenNetwork network,
        CancellationToken cancellation
    )
    {
        int count = parsed.Given(_golden) ?? Usual;
        Dataset data = _data.LoadFor(parsed, path, network, cancellation).Dataset;
        if (count < 1 || count > data.Test.Count)
        {
            throw new OptionException(
                "golden",
                $"{count} is not in 1…{data.Test.Count}, the test samples of {data.Name}"
            );
        }
        return (
            GoldenSample.Record(
                network,
                Enumerable.Range(0, count).Select(n => (n, (ReadOnlyMemory<byte>)data.Test.Pixels(n).ToArray()))
            ),
            data.Name
        );
    }
}
