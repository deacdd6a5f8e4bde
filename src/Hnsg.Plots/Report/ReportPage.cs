using Hnsg.Disk;
using Hnsg.Networks;
using Hnsg.Plots.Figures;
using Hnsg.Training.Runs;
using static Hnsg.Plots.Report.ReportNumbers;

namespace Hnsg.Plots.Report;

/// <summary>A run as one self-contained HTML page: figures, measures, options, and how to reproduce it.</summary>
/// <remarks>The same run makes the same bytes. No script, no network, no fonts: a policy in the page forbids them.</remarks>
public static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">The file to make or replace; null for <c>report.html</c> in the run's folder.</param>
    /// <param name="sample">Test sample to show; null for the first that the network gets right.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="InputException">A file of the run is damaged, or the page cannot be written.</exception>
    /// <exception cref="OptionException">There is no such sample.</exception>
    public static string Save(RunContents run, string? path = null, int? sample = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        string file = path ?? run.Folder.ReportPath;
        AtomicFile.Write(file, Of(run, sample));
        return file;
    }

    /// <summary>The page.</summary>
    /// <inheritdoc cref="Save"/>
    public static string Of(RunContents run, int? sample = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var page = new Html();
        RunDescription description = run.Description;
        string data = Path.GetFileName(description.Data.Name);
        string other = run.IsOnOtherData ? $" · measured on {Path.GetFileName(run.Data.Name)}" : "";
        string title =
            $"{data} · {description.Options.Method} · preset {description.Preset} · seed {description.Options.Seed}{other}";
        Begin(page, title);
        page.Raw("<main>\n<header>\n").Element("h1", title);
        page.Element(
            "p",
            $"{string.Join("-", description.Layers)} {Steps(run)}{Name(description.Options.Encoding)} input, "
                + $"{run.History.Count} of {description.Options.Epochs} epochs on {Count(description.Options.TrainSamples ?? 0)} samples of {data}."
        );
        if (run.IsOnOtherData)
        {
            page.Element(
                "p",
                $"The network was trained on {data}. All answers and measures on this page are for "
                    + $"{Path.GetFileName(run.Data.Name)}, which it was not trained on.",
                "class=\"notice\""
            );
        }
        if (description.Data.Notice is { } notice)
        {
            page.Element("p", notice, "class=\"notice\"");
        }
        string[] sections =
            run.Hidden is not null
                ? ["Training", "Network", "One sample", "Answers", "Measures", "Options", "Reproduce"]
            : run.Trained is not null ? ["Training", "Answers", "Measures", "Options", "Reproduce"]
            : ["Training", "Options", "Reproduce"];
        page.Raw("<nav>");
        foreach (string name in sections)
        {
            page.Element("a", name, $"href=\"#{ReportSections.Id(name)}\"");
        }
        page.Raw("</nav>\n</header>\n");
        if (run.Hidden is { } network)
        {
            ReportSections.Headline(page, run, network);
        }
        else if (run.Trained is { } trained)
        {
            OtherSections.Headline(page, run, trained);
        }
        ReportSections.Training(page, run);
        if (run.Hidden is { } hidden)
        {
            ReportSections.Network(page, run, hidden);
            ReportSections.OneSample(page, run, hidden, run.Sample(sample));
            ReportSections.Answers(page, run, hidden);
            ReportSections.Measures(page, run, hidden);
        }
        else if (run.Trained is { } compared)
        {
            OtherSections.Answers(page, run, compared);
            OtherSections.Measures(page, run, compared);
        }
        ReportSections.Options(page, run);
        ReportSections.Reproduce(page, run);
        page.Element("footer", $"Written by Hnsg {TrainingRun.LibraryVersion}. docs/measures.md defines all measures.");
        return page.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    // Of the network where there is one, since a method may choose other steps than were asked for.
    private static string Steps(RunContents run)
    {
        if (run.Trained?.Spec is { HasSpikes: false })
        {
            return "units without spikes, ";
        }
        int steps = run.Trained?.Spec.Steps ?? run.Description.Options.Steps;
        return steps == 1 ? "neurons, 1 time step, " : $"neurons, {steps} time steps, ";
    }

    private static string Name(InputEncoding encoding) =>
        encoding == InputEncoding.Direct ? "direct" : $"{encoding.ToString().ToLowerInvariant()}-coded";

    private static void Begin(Html page, string title)
    {
        page.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        page.Raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline';img-src data:\">\n"
        );
        page.Raw("<link rel=\"icon\" href=\"data:,\">\n").Element("title", title);
        page.Raw($"<style>\n{ReportStyle.Css}\n</style>\n</head>\n<body>\n");
    }
}
