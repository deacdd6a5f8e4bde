using Hnsg.Plots.Figures;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Plots.Report;

/// <summary>How a run is made again.</summary>
internal static class Reproduction
{
    /// <summary>The options in which a run differs from its preset.</summary>
    public static IReadOnlyList<OptionDifference> Differences(RunContents run)
    {
        TrainingOptions preset = PresetOf(run).Options;
        // The counts of samples come from the data where nobody names them.
        TrainingOptions usual = RunOptions.Resolve(
            preset with
            {
                Hidden = run.Description.Options.Hidden,
            },
            run.OwnData
        );
        return [.. RunOptions.Differences(run.Description.Options, usual with { Hidden = preset.Hidden })];
    }

    /// <summary>The command line.</summary>
    public static string Command(RunContents run)
    {
        IEnumerable<string> options = Differences(run).Select(difference => $" --{difference.Option} {difference.One}");
        string name = run.Description.Data.Name;
        string data = name.All(c => char.IsAsciiLetterOrDigit(c) || "-_./".Contains(c, StringComparison.Ordinal))
            ? name
            : $"'{name.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        return $"hnsg train --dataset {data} --preset {PresetOf(run).Name}{string.Concat(options)}";
    }

    // A run that a program started may have been given any name.
    private static Preset PresetOf(RunContents run) =>
        Presets.All.FirstOrDefault(preset => preset.Name == run.Description.Preset) ?? Presets.Find(Presets.Default);
}
