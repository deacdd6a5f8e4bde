using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Diagnosis;
using Hnsg.Diagnosis.Examining;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg doctor</c>.</summary>
internal sealed class DoctorCommand
{
    private readonly Command _command = new(
        "doctor",
        "Find out what is wrong with a run or a model, and what to do about it."
    );
    private readonly Argument<string> _path = new Argument<string>("RUN|MODEL")
    {
        Description = "Run folder or model file.",
    }.AsPath();
    private readonly DataSettings _data;
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print only the findings, as JSON on standard output.",
    };

    private DoctorCommand()
    {
        _command.Arguments.Add(_path);
        _data = new DataSettings(_command, "Default: the one the network was trained on.");
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
            The doctor runs a few hundred training samples through the network, forwards and backwards, and examines
            neurons, membranes, gradients, masks and data. It lists problems first, causes before their effects, each
            with the number measured and what to do. For a run, or a model in its run folder, it also examines the
            options and metrics. The exit code is 0 whatever it finds; scripts can read "healthy" from --json.

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
