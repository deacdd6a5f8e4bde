using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Plots;
using Hnsg.Plots.Drawing;
using Hnsg.Plots.Figures;
using Hnsg.Plots.Raster;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg plot KIND</c>: one figure of a run; the raster also of a model without a run.</summary>
internal sealed class PlotKindCommand
{
    private readonly FigureKind _kind;
    private readonly Command _command;
    private readonly bool _ofModel;
    private readonly Argument<string?> _model = new Argument<string?>("MODEL")
    {
        Description = "Model file, if there is no run.",
        Arity = ArgumentArity.ZeroOrOne,
    }.AsPath();
    private readonly Argument<string?> _input = new Argument<string?>("INPUT")
    {
        Description = "PNG file, or number of a test sample, counted from 0.",
        Arity = ArgumentArity.ZeroOrOne,
    }.AsPath();
    private readonly Option<string?> _run = new Option<string?>("--run")
    {
        HelpName = "DIR",
        Description = "Run folder.",
    }.AsPath();
    private readonly Option<int> _sample = Values.Whole(
        "--sample",
        "Test sample to show, counted from 0; by default the first that the network gets right."
    );
    private readonly List<string> _inputs = [];
    private readonly DataSettings _data;
    private readonly FigureSettings _figure;

    private PlotKindCommand(FigureKind kind)
    {
        _kind = kind;
        _ofModel = kind.Name == "raster";
        _command = new Command(kind.Name, $"Draw {kind.Summary}.");
        if (_ofModel)
        {
            _command.Arguments.Add(_model);
            _command.Arguments.Add(_input);
        }
        _command.Options.Add(_run);
        _command.Options.Add(_sample);
        _data = new DataSettings(_command, "Default: the one the network was trained on.");
        _figure = new FigureSettings(_command, kind.Name == "spikes" ? "spikes.svg" : $"{kind.Name}.png");
        _command.SetAction(Run);
    }

    /// <summary>Makes the command of a kind of figure.</summary>
    public static Command Create(FigureKind kind)
    {
        Command command = new PlotKindCommand(kind)._command;
        string ofModel =
            kind.Name == "raster"
                ? "\n  hnsg plot raster model.hnsg 7\n  hnsg plot raster model.hnsg seven.png --out seven.svg --theme dark"
                : "";
        Help.Append(
            command,
            $"""
            Examples:
              hnsg plot {kind.Name} --run runs/tiny
              hnsg plot {kind.Name} --run runs/tiny --out {kind.Name}.svg --theme dark{ofModel}
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        _figure.Check(parsed);
        Figure figure =
            _ofModel && parsed.GetValue(_model) is { } model
                ? OfModel(parsed, model, interruption.Token)
                : OfRun(parsed, interruption.Token);
        _figure.Save(parsed, figure, [.. _inputs, .. _data.Paths]);
        return ExitCode.Done;
    }

    private Figure OfRun(ParseResult parsed, CancellationToken cancellation)
    {
        string folder =
            parsed.GetValue(_run)
            ?? throw new OptionException(
                "run",
                $"the run is missing. Name its folder: hnsg plot {_kind.Name} --run DIR"
            );
        int? sample = parsed.Given(_sample);
        if (sample < 0)
        {
            throw new OptionException("sample", $"{sample} is negative; samples are counted from 0");
        }
        RunContents run = _data.OpenRun(parsed, folder, cancellation);
        _inputs.AddRange(run.Folder.InputPaths);
        return _kind.Make(run, sample);
    }

    private Figure OfModel(ParseResult parsed, string path, CancellationToken cancellation)
    {
        string input =
            parsed.GetValue(_input)
            ?? throw new OptionException(
                "sample",
                "the input is missing. Name a test sample or a PNG file after the model"
            );
        _inputs.AddRange(path, input);
        TrainedNetwork network = TrainedNetwork.LoadAny(path);
        if (!network.Spec.HasSpikes)
        {
            throw new InputException(path, "this is a ReLU network, so it has no spikes to draw.");
        }
        PredictionInput sample = InputReader.Read(
            [input],
            path,
            network,
            () => _data.LoadFor(parsed, path, network, cancellation).Dataset
        )[0];
        return SpikeRasterFigure.Of(network, sample.Pixels.Span, sample.Stream, sample.Label);
    }
}
