using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Diagnosis;
using Hnsg.Diagnosis.Examining;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg doctor</c>.</summary>
internal sealed class DoctorCommand
{
    private readonly Command _command = new("doctor", "Say what is wrong with a run or a model, and what to do.");
    private readonly Argument<string> _path = new Argument<string>("RUN|MODEL")
    {
        Description = "Run folder or model file.",
    }.AsPath();
    private readonly DataSettings _data;
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print what was found, and nothing else, as JSON on standard output.",
    };

    private DoctorCommand()
    {
        _command.Arguments.Add(_path);
        _data = new DataSettings(_command, "Default: the one that was trained on.");
        _command.Options.Add(_json);
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new DoctorCommand()._command;
        Help.Append(
            command,
            """
            It shows the network some hundred training samples, forward and back, and looks at neurons, membranes,
            gradients, masks and data. What is wrong comes on top, causes before what follows from them, each with the
            number behind it and what to do. A run, or a model in its run folder, is also asked for its options and metrics. The exit code is 0
            whatever is found; scripts read "healthy" of --json.

            Examples:
              hnsg doctor runs/tiny
              hnsg doctor model.hnsg --dataset ./my-digits
              hnsg doctor runs/tiny --json
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        Patient patient = Patient.Open(parsed.GetValue(_path)!);
        LoadedData data = _data.LoadFor(parsed, patient.Path, patient.Network, interruption.Token);
        HealthReport report = Doctor.Examine(patient, data.Dataset, interruption.Token);
        if (parsed.GetValue(_json))
        {
            JsonText.Print(HealthText.Json(patient, data, report));
        }
        else
        {
            HealthText.Show(patient, data, report);
        }
        return ExitCode.Done;
    }
}
