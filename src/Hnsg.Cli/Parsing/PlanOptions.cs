using System.CommandLine;
using Hnsg.Sweeps;
using Hnsg.Sweeps.Plans;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Cli.Parsing;

/// <summary>The options of <c>hnsg train</c> as a plan names them.</summary>
internal sealed class PlanOptions
{
    private readonly Command _command = new("plan");
    private readonly TrainingSettings _settings;
    private readonly string[] _names;

    public PlanOptions()
    {
        _settings = new TrainingSettings(_command, without: ["--seed"]);
        _names = ["preset", .. _command.Options.Select(option => option.Name.TrimStart('-'))];
    }

    /// <summary>Makes training options of what a plan gives.</summary>
    /// <exception cref="OptionException">A name is not known, or a value no value of its option.</exception>
    public TrainingOptions Read(IReadOnlyList<OptionValue> values)
    {
        foreach (OptionValue value in values)
        {
            if (!_names.Contains(value.Option))
            {
                string meant = Suggestion.Closest(value.Option, _names) is { } closest
                    ? $" Did you mean '{closest}'?"
                    : "";
                throw new OptionException(
                    value.Option,
                    $"this is not an option of 'hnsg train'.{meant} See 'hnsg train --help-all'"
                );
            }
        }
        Preset preset = Presets.Find(values.FirstOrDefault(it => it.Option == "preset")?.Value ?? Presets.Default);
        OptionValue[] options = [.. values.Where(it => it.Option != "preset")];
        ParseResult parsed = Parse(options);
        if (parsed.Errors.Count > 0)
        {
            OptionValue wrong = options.First(it => Parse([it]).Errors.Count > 0);
            string message = Parse([wrong]).Errors[0].Message;
            string prefix = $"--{wrong.Option}: ";
            throw new OptionException(
                wrong.Option,
                message.StartsWith(prefix, StringComparison.Ordinal) ? message[prefix.Length..] : message
            );
        }
        return _settings.Apply(parsed, preset.Options);
    }

    private ParseResult Parse(IEnumerable<OptionValue> values) =>
        _command.Parse(
            [.. values.Select(it => $"--{it.Option}={it.Value}")],
            new ParserConfiguration { ResponseFileTokenReplacer = null }
        );
}
