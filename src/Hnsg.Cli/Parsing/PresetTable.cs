using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Parsing;

/// <summary>The presets as <c>train --help</c> shows them.</summary>
internal static class PresetTable
{
    public static string Text()
    {
        var lines = new List<string> { "Presets, which are just sets of options:" };
        int width = Presets.All.Max(preset => preset.Name.Length) + 2;
        TrainingOptions usual = Presets.Find(Presets.Default).Options;
        foreach (Preset preset in Presets.All)
        {
            lines.Add($"  {preset.Name.PadRight(width)}{preset.Summary}");
            IEnumerable<OptionDifference> differences =
                preset.Name == Presets.Default ? [] : RunOptions.Differences(preset.Options, usual);
            string options = string.Join(' ', differences.Select(d => $"--{d.Option} {d.One}"));
            if (options.Length > 0)
            {
                lines.Add($"  {new string(' ', width)}{options}");
            }
        }
        lines.Add("");
        lines.Add("Defaults (preset default):");
        lines.AddRange(
            RunOptions
                .Values(usual)
                .Select(option => $"--{option.Name} {option.Value}")
                .Chunk(4)
                .Select(row => "  " + string.Join(' ', row))
        );
        return string.Join('\n', lines);
    }
}
