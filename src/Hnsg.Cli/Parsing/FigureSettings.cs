using System.CommandLine;
using Hnsg.Cli.Terminal;
using Hnsg.Disk;
using Hnsg.Plots;
using Hnsg.Plots.Drawing;

namespace Hnsg.Cli.Parsing;

/// <summary>The options that say where a figure goes and how it looks.</summary>
internal sealed class FigureSettings
{
    private readonly Option<string> _out;
    private readonly Option<string> _theme = new("--theme")
    {
        HelpName = "NAME",
        Description = "Colours: light (default) or dark.",
        DefaultValueFactory = _ => "light",
    };

    /// <summary>Adds the options to a command.</summary>
    public FigureSettings(Command command, string usual)
    {
        _out = new Option<string>("--out", "-o")
        {
            HelpName = "FILE",
            Description = "Figure to write, .png or .svg.",
            DefaultValueFactory = _ => usual,
        }.AsPath();
        command.Options.Add(_out);
        command.Options.Add(_theme);
    }

    /// <summary>Refuses what cannot be used, before any work.</summary>
    public void Check(ParseResult parsed)
    {
        Theme(parsed);
        Figure.IsVector(parsed.GetValue(_out)!);
    }

    /// <summary>The file that is written.</summary>
    public string File(ParseResult parsed) => parsed.GetValue(_out)!;

    /// <summary>Writes the figure and says where.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="inputs">What it was made of.</param>
    public void Save(ParseResult parsed, Figure figure, IEnumerable<string> inputs)
    {
        string file = File(parsed);
        OutputPath.Check("out", file, inputs);
        figure.Save(file, Theme(parsed));
        Screen.Output.WriteWhole(file);
    }

    private FigureTheme Theme(ParseResult parsed) =>
        parsed.GetValue(_theme) switch
        {
            "light" or null => FigureTheme.Light,
            "dark" => FigureTheme.Dark,
            string other => throw UnknownName.Error("theme", other, ["light", "dark"]),
        };
}
