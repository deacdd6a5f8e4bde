using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Disk;
using Hnsg.Export;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Cli.Exports;

/// <summary>What every export has: a model, a place, and whether a script reads the answer.</summary>
internal sealed class ExportSettings
{
    private readonly Argument<string> _model = new Argument<string>("MODEL") { Description = "Model file." }.AsPath();
    private readonly Option<string?> _out;
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print only what was written, as JSON on standard output.",
    };
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Replace files even if they were changed or not written by an export.",
    };
    private readonly string _ending;
    private readonly bool _isFolder;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="ending">What takes the place of the model's <c>.hnsg</c> in the default name.</param>
    /// <param name="isFolder">Whether it writes a folder, and not a file.</param>
    public ExportSettings(Command command, string ending, bool isFolder = false)
    {
        _ending = ending;
        _isFolder = isFolder;
        _out = new Option<string?>("--out", "-o")
        {
            HelpName = isFolder ? "DIR" : "FILE",
            Description = $"Where to write it; by default model{ending} beside the model.",
        }.AsPath();
        command.Arguments.Add(_model);
        command.Options.Add(_out);
        if (isFolder)
        {
            command.Options.Add(_force);
        }
        command.Options.Add(_json);
    }

    /// <summary>The model's file.</summary>
    public string Path(ParseResult parsed) => parsed.GetValue(_model)!;

    /// <summary>Where the export goes.</summary>
    public string Out(ParseResult parsed) =>
        parsed.GetValue(_out) ?? System.IO.Path.ChangeExtension(Path(parsed), null) + _ending;

    /// <summary>Whether to replace files that were changed or not written by an export.</summary>
    public bool Force(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>Reads the model and exports it; what is wrong with it is said of its file.</summary>
    /// <exception cref="OptionException">The export would take the model's place.</exception>
    public T Export<T>(ParseResult parsed, Func<HiddenNetwork, T> export) => Export(parsed, HiddenNetwork.Load, export);

    /// <summary>The same of a network of any kind.</summary>
    /// <exception cref="OptionException">The export would take the model's place.</exception>
    public T ExportAny<T>(ParseResult parsed, Func<TrainedNetwork, T> export) =>
        Export(parsed, TrainedNetwork.LoadAny, export);

    private T Export<TNetwork, T>(ParseResult parsed, Func<string, TNetwork> load, Func<TNetwork, T> export)
    {
        string path = Path(parsed);
        string place = Out(parsed);
        if (!_isFolder)
        {
            OutputPath.Check("out", place, path);
        }
        else if (Force(parsed) || File.Exists(System.IO.Path.Combine(place, ExportManifest.FileName)))
        {
            OutputPath.CheckFolder("out", place, path);
        }
        TNetwork network = load(path);
        try
        {
            return export(network);
        }
        catch (InputException error) when (error.Path == NetworkSpec.Unnamed)
        {
            throw new InputException(path, error.Detail, error);
        }
    }

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
    /// <param name="next">What to go on with, after the program's name; null for none.</param>
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
            NextSteps.Show(NextSteps.Own(next));
        }
    }
}
