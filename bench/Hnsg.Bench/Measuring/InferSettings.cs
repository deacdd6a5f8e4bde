using System.CommandLine;
using Hnsg.Bench.Commands;
using Hnsg.Cli.Parsing;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Bench.Measuring;

/// <summary>The options that say which network classifies, and how long it is timed.</summary>
internal sealed class InferSettings
{
    private readonly Option<string?> _preset = new("--preset")
    {
        HelpName = "NAME",
        Description =
            $"Network of a preset ({string.Join(", ", Presets.All.Select(preset => preset.Name))}) and not 784-1000-10, rate, T = 25, kept 0.5.",
    };
    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "FILE",
        Description = "A model file; without one a network is trained for three epochs, which takes seconds.",
    };
    private readonly NetworkSettings _network = new();
    private readonly Option<int> _steps = Values.Whole("--steps", "Time steps T.");
    private readonly Option<IReadOnlyList<double>> _keep = Values.Reals("--keep", "X,X,…", "Kept fraction by layer.");
    private readonly Option<InputEncoding> _encoding = Values.OneOf<InputEncoding>("--encoding", "Input");
    private readonly Option<int> _threads = Values.Whole("--threads", "Threads of a batch; default one a core.");
    private readonly Option<int> _repeat = Values.Whole("--repeat", "Passes over the images; default 20.");
    private readonly Option<bool> _noPin = new("--no-pin")
    {
        Description = "Leave the threads where the system puts them.",
    };

    /// <summary>Adds the options to a command.</summary>
    public InferSettings(Command command)
    {
        foreach (
            Option option in (Option[])
                [
                    _preset,
                    _model,
                    _network.Network,
                    _network.Hidden,
                    _steps,
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

    /// <summary>The work that the command line describes.</summary>
    /// <exception cref="OptionException">A value is out of range, or options exclude each other.</exception>
    public InferWork Read(ParseResult parsed)
    {
        string? model = parsed.GetValue(_model);
        Option[] shape = [_preset, _network.Network, _network.Hidden, _steps, _keep, _encoding];
        if (model is not null && Array.Find(shape, it => parsed.GetResult(it) is { Implicit: false }) is { } other)
        {
            throw new OptionException(other.Name.TrimStart('-'), "--model says what the network is; leave it out");
        }
        TrainingOptions options = parsed.GetValue(_preset) is { } preset
            ? Presets.Find(preset).Options
            : StepWork.Standard with
            {
                LearningRate = new TrainingOptions().LearningRate,
            };
        options = options with
        {
            Hidden = _network.Given(parsed) ?? options.Hidden,
            Steps = Given(parsed, _steps, options.Steps),
            Keep = Given(parsed, _keep, options.Keep),
            Encoding = Given(parsed, _encoding, options.Encoding),
            Epochs = 3,
            Validation = 0,
        };
        return new InferWork(
            model,
            options.Validate(),
            BenchOptions.InRange(parsed, _threads, Environment.ProcessorCount, 1, 1024),
            BenchOptions.InRange(parsed, _repeat, 20, 1, 100_000),
            !parsed.GetValue(_noPin)
        );
    }

    private static T Given<T>(ParseResult parsed, Option<T> option, T otherwise) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : otherwise;
}
