using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Data;
using Hnsg.Export;
using Hnsg.Networks;

namespace Hnsg.Cli.Exports;

/// <summary>What every export has: a model, a place, and whether a script reads the answer.</summary>
internal sealed class ExportSettings
{
    private readonly Argument<string> _model = new("MODEL") { Description = "Model file." };
    private readonly Option<string?> _out;
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print what was written, and nothing else, as JSON on standard output.",
    };
    private readonly string _ending;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="what">FILE or DIR.</param>
    /// <param name="ending">What takes the place of the model's <c>.hnsg</c> in the default name.</param>
    public ExportSettings(Command command, string what, string ending)
    {
        _ending = ending;
        _out = new Option<string?>("--out", "-o")
        {
            HelpName = what,
            Description = $"Where it goes; default: beside the model, as model{ending}.",
        };
        command.Arguments.Add(_model);
        command.Options.Add(_out);
        command.Options.Add(_json);
    }

    /// <summary>The model's file.</summary>
    public string Path(ParseResult parsed) => parsed.GetValue(_model)!;

    /// <summary>Where the export goes.</summary>
    public string Out(ParseResult parsed) =>
        parsed.GetValue(_out) ?? System.IO.Path.ChangeExtension(Path(parsed), null) + _ending;

    /// <summary>Whether to print JSON.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Golden samples: the first test samples of the model's data set.</summary>
    public static IReadOnlyList<GoldenSample> Golden(HiddenNetwork network, Dataset data, int count)
    {
        if (count < 1 || count > data.Test.Count)
        {
            throw new OptionException(
                "golden",
                $"{count} is not in 1…{data.Test.Count}, the test samples of {data.Name}"
            );
        }
        return GoldenSample.Record(
            network,
            Enumerable.Range(0, count).Select(n => (n, (ReadOnlyMemory<byte>)data.Test.Pixels(n).ToArray()))
        );
    }
}
