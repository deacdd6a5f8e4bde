using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Networks;
using Hnsg.Plots;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg plot raster</c>.</summary>
internal sealed class PlotCommand
{
    private readonly Command _raster = new(
        "raster",
        "Draw one sample's way through a network: picture, spikes, votes."
    );
    private readonly Argument<string> _model = new("MODEL") { Description = "Model file." };
    private readonly Argument<string> _input = new("INPUT")
    {
        Description = "PNG file, or number of a test sample, from 0.",
    };
    private readonly DataSettings _data;
    private readonly Option<string> _out = new("--out", "-o")
    {
        HelpName = "FILE",
        Description = "Figure to write, .png or .svg.",
        DefaultValueFactory = _ => "raster.png",
    };
    private readonly Option<string> _theme = new("--theme")
    {
        HelpName = "NAME",
        Description = "Colours: light (default) or dark.",
        DefaultValueFactory = _ => "light",
    };

    private PlotCommand()
    {
        _raster.Arguments.Add(_model);
        _raster.Arguments.Add(_input);
        _data = new DataSettings(_raster, "Default: the one that the model was trained on.");
        _raster.Options.Add(_out);
        _raster.Options.Add(_theme);
        _raster.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command raster = new PlotCommand()._raster;
        Help.Append(
            raster,
            """
            Examples:
              hnsg plot raster model.hnsg 7
              hnsg plot raster model.hnsg seven.png --out seven.svg --theme dark
            """
        );
        return new Command("plot", "Draw figures.") { raster };
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        FigureTheme theme = parsed.GetValue(_theme) switch
        {
            "light" => FigureTheme.Light,
            "dark" => FigureTheme.Dark,
            string other => throw UnknownName.Error("theme", other, ["light", "dark"]),
            null => FigureTheme.Light,
        };
        string path = parsed.GetValue(_model)!;
        HiddenNetwork network = HiddenNetwork.Load(path);
        PredictionInput sample = InputReader.Read(
            [parsed.GetValue(_input)!],
            path,
            network,
            () => _data.LoadFor(parsed, path, network, interruption.Token).Dataset
        )[0];
        string file = parsed.GetValue(_out)!;
        SpikeRasterFigure.Save(
            network,
            sample.Pixels.Span,
            file,
            new FigureStyle { Theme = theme, PixelRatio = 2 },
            sample.Stream,
            sample.Label
        );
        Console.WriteLine(file);
        return ExitCode.Done;
    }
}
