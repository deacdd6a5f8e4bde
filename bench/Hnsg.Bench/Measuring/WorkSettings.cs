using System.CommandLine;
using Hnsg.Bench.Commands;
using Hnsg.Cli.Parsing;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Bench.Measuring;

/// <summary>The options that say which training step is timed.</summary>
internal sealed class WorkSettings
{
    private readonly Option<string?> _preset = new("--preset")
    {
        HelpName = "NAME",
        Description =
            $"Start from a preset's options ({string.Join(", ", Presets.All.Select(preset => preset.Name))}) and not from 784-1000-10, rate, T = 25, kept 0.5.",
    };
    private readonly NetworkSettings _network = new();
    private readonly Option<int> _steps = Values.Whole("--steps", "Time steps T.");
    private readonly Option<int> _batch = Values.Whole("--batch", "Samples in a batch.");
    private readonly Option<IReadOnlyList<double>> _keep = Values.Reals("--keep", "X,X,…", "Kept fraction by layer.");
    private readonly Option<InputEncoding> _encoding = Values.OneOf<InputEncoding>("--encoding", "Input");
    private readonly Option<int> _threads = Values.Whole("--threads", "Threads; default 1.");
    private readonly Option<int> _repeat = Values.Whole(
        "--repeat",
        $"Steps that are timed, after {StepWork.WarmUp} that are not; default 100."
    );
    private readonly Option<bool> _noPin = new("--no-pin")
    {
        Description = "Leave the threads where the system puts them.",
    };

    /// <summary>Adds the options to a command.</summary>
    public WorkSettings(Command command)
    {
        foreach (
            Option option in (Option[])
                [
                    _preset,
                    _network.Network,
                    _network.Hidden,
                    _steps,
                    _batch,
                    _keep,
                    _encoding,
                    _threads,
                    _repeat,
                    _noPin,
                ]
        )
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the work starts from a preset.</summary>
    public bool FromPreset(ParseResult parsed) => parsed.GetValue(_preset) is not null;

    /// <summary>The work that the command line describes.</summary>
    /// <exception cref="OptionException">A value is out of range.</exception>
    public StepWork Read(ParseResult parsed)
    {
        TrainingOptions options = parsed.GetValue(_preset) is { } preset
            ? Presets.Find(preset).Options
            : StepWork.Standard;
        options = options with
        {
            Hidden = _network.Given(parsed) ?? options.Hidden,
            Steps = Given(parsed, _steps, options.Steps),
            Batch = Given(parsed, _batch, options.Batch),
            Keep = Given(parsed, _keep, options.Keep),
            Encoding = Given(parsed, _encoding, options.Encoding),
            // Training must not end, nor stop to validate, while it is timed.
            Epochs = 1000,
            Validation = 0,
        };
        return new StepWork(
            options.Validate(),
            BenchOptions.InRange(parsed, _threads, 1, 1, 1024),
            BenchOptions.InRange(parsed, _repeat, 100, 1, 100_000),
            !parsed.GetValue(_noPin)
        );
    }

    private static T Given<T>(ParseResult parsed, Option<T> option, T otherwise) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : otherwise;
}
