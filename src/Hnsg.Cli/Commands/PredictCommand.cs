using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg predict</c>.</summary>
internal sealed class PredictCommand
{
    private readonly Command _command = new("predict", "Classify pictures or test samples.");
    private readonly Argument<string> _model = new Argument<string>("MODEL") { Description = "Model file." }.AsPath();
    private readonly Argument<string[]> _inputs = new Argument<string[]>("INPUT")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "PNG files, or numbers of test samples, counted from 0.",
    }.AsPath();
    private readonly DataSettings _data;
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print only the answers, as a JSON list on standard output.",
    };

    private PredictCommand()
    {
        _command.Arguments.Add(_model);
        _command.Arguments.Add(_inputs);
        _data = new DataSettings(_command, "Default: the one the model was trained on.");
        _command.Options.Add(_json);
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new PredictCommand()._command;
        Help.Append(
            command,
            """
            Examples:
              hnsg predict model.hnsg 0 1 2           the first three test samples
              hnsg predict model.hnsg seven.png       a picture of the model's size, light on dark
              hnsg predict model.hnsg seven.png --json
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string path = parsed.GetValue(_model)!;
        TrainedNetwork network = TrainedNetwork.LoadAny(path);
        // All inputs are read before the first answer, so that a wrong one gives an error and no half of an output.
        IReadOnlyList<PredictionInput> samples = InputReader.Read(
            parsed.GetValue(_inputs)!,
            path,
            network,
            () => _data.LoadFor(parsed, path, network, interruption.Token).Dataset
        );
        using var recorder = new SpikeRecorder(network);
        var list = new JsonArray();
        foreach (PredictionInput sample in samples)
        {
            SpikeRecording answer = recorder.Record(sample.Pixels.Span, sample.Stream);
            if (parsed.GetValue(_json))
            {
                list.Add((JsonNode)PredictionText.Json(network, sample, answer));
            }
            else
            {
                PredictionText.Show(network, sample, answer);
            }
        }
        if (parsed.GetValue(_json))
        {
            JsonText.Print(list);
        }
        return ExitCode.Done;
    }
}
