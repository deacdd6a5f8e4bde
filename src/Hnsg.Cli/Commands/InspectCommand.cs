using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg inspect</c>.</summary>
internal sealed class InspectCommand
{
    private readonly Command _command = new("inspect", "Show what is in a model: layers, thresholds, masks, bytes.");
    private readonly Argument<string> _model = new Argument<string>("MODEL") { Description = "Model file." }.AsPath();
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print only the description, as JSON on standard output.",
    };

    private InspectCommand()
    {
        _command.Arguments.Add(_model);
        _command.Options.Add(_json);
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new InspectCommand()._command;
        Help.Append(
            command,
            """
            Examples:
              hnsg inspect runs/mnist-default-seed1/model.hnsg
              hnsg inspect model.hnsg --json
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string path = parsed.GetValue(_model)!;
        TrainedNetwork any = TrainedNetwork.LoadAny(path);
        if (any is not HiddenNetwork network)
        {
            if (parsed.GetValue(_json))
            {
                JsonText.Print(WeightText.Json(path, any));
            }
            else
            {
                WeightText.Show(path, any);
            }
            return ExitCode.Done;
        }
        ModelSummary summary = ModelSummary.Of(network);
        if (parsed.GetValue(_json))
        {
            JsonText.Print(ModelText.Json(path, network, summary));
        }
        else
        {
            ModelText.Show(path, network, summary);
        }
        return ExitCode.Done;
    }
}
