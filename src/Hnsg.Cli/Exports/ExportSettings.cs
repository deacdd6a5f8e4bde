using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Terminal;
using Spectre.Console;

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

    /// <summary>Says that a file was written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">Name of the target.</param>
    /// <param name="title">Its name for people.</param>
    /// <param name="file">The file.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="more">What else scripts are told; null for nothing.</param>
    /// <param name="rows">What else people are told.</param>
    /// <param name="next">Command line to go on with; null for none.</param>
    public void ShowFile(
        ParseResult parsed,
        string target,
        string title,
        string file,
        int bytes,
        (string Name, JsonNode Value)? more,
        (string Name, string Value)[] rows,
        string? next
    )
    {
        if (Json(parsed))
        {
            var json = new JsonObject
            {
                ["target"] = target,
                ["file"] = file,
                ["bytes"] = bytes,
            };
            if (more is { } pair)
            {
                json[pair.Name] = pair.Value;
            }
            JsonText.Print(json);
            return;
        }
        Table table = Screen.Table(title, file);
        table.Row("bytes", Numbers.Count(bytes));
        foreach ((string name, string value) in rows)
        {
            table.Row(name, value);
        }
        Screen.Output.Write(table);
        if (next is not null)
        {
            Console.Out.WriteLine($"Next:  {next}");
        }
    }
}
