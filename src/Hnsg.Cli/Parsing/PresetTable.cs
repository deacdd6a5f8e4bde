using Hnsg.Cli.Terminal;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Parsing;

/// <summary>The presets as the help of <c>hnsg train</c> shows them.</summary>
internal static class PresetTable
{
    private const string Title = "Presets, which are just sets of options:";

    // A file has no width.
    private const int UsualWidth = 100;

    private static readonly int s_width = Presets.All.Max(preset => preset.Name.Length) + 2;

    /// <summary>Their names and summaries.</summary>
    public static string Summaries() => string.Join('\n', Presets.All.Select(Summary).Prepend(Title));

    /// <summary>What each sets, and all options of the default one.</summary>
    public static string Text()
    {
        var lines = new List<string> { Title };
        TrainingOptions usual = Presets.Find(Presets.Default).Options;
        foreach (Preset preset in Presets.All)
        {
            lines.Add(Summary(preset));
            IEnumerable<OptionDifference> differences =
                preset.Name == Presets.Default ? [] : RunOptions.Differences(preset.Options, usual);
            string options = string.Join(' ', differences.Select(d => $"--{d.Option} {d.One}"));
            if (options.Length > 0)
            {
                lines.Add($"  {new string(' ', s_width)}{options}");
            }
        }
        lines.Add("");
        lines.Add("Defaults (preset default):");
        string defaults = string.Join(
            ' ',
            RunOptions.Values(usual).Select(option => $"--{option.Name} {option.Value}")
        );
        lines.AddRange(WordWrap.Lines($"  {defaults}", Screen.Output.Width ?? UsualWidth));
        return string.Join('\n', lines);
    }

    private static string Summary(Preset preset) => $"  {preset.Name.PadRight(s_width)}{preset.Summary}";
}
