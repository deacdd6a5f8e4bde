using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Training.Runs;
using static Hnsg.Plots.Report.ReportNumbers;

namespace Hnsg.Plots.Report;

/// <summary>A run on one page of HTML that needs nothing but itself: figures, measures, options, how to make it again.</summary>
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
        string file = path ?? run.Folder.ReportPath;
        AtomicFile.Write(file, Of(run, sample));
        return file;
    }

    /// <summary>The page.</summary>
    /// <inheritdoc cref="Save"/>
    public static string Of(RunContents run, int? sample = null)
    {
        var page = new Html();
        RunDescription description = run.Description;
        string title =
            $"{Path.GetFileName(description.Data.Name)} · {description.Options.Method} · preset {description.Preset} · seed {description.Options.Seed}";
        Begin(page, title);
        page.Raw("<main>\n<header>\n").Element("h1", title);
        page.Element(
            "p",
            $"{string.Join("-", description.Layers)} neurons, {description.Options.Steps} time steps, {Name(description.Options.Encoding)} input, "
                + $"{run.History.Count} of {description.Options.Epochs} epochs on {Count(description.Options.TrainSamples ?? 0)} samples of {Path.GetFileName(description.Data.Name)}."
        );
        if (description.Data.Notice is { } notice)
        {
            page.Element("p", notice, "class=\"notice\"");
        }
        page.Raw("<nav>");
        foreach (
            string name in (string[])
                ["Training", "Network", "One sample", "Answers", "Measures", "Options", "Reproduce"]
        )
        {
            if (run.Hidden is not null || name is "Training" or "Options" or "Reproduce")
            {
                page.Element("a", name, $"href=\"#{ReportSections.Id(name)}\"");
            }
        }
        page.Raw("</nav>\n</header>\n");
        if (run.Hidden is { } network)
        {
            ReportSections.Headline(page, run, network);
        }
        ReportSections.Training(page, run);
        if (run.Hidden is { } hidden)
        {
            ReportSections.Network(page, run, hidden);
            ReportSections.OneSample(page, run, hidden, run.Sample(sample));
            ReportSections.Answers(page, run, hidden);
            ReportSections.Measures(page, run, hidden);
        }
        ReportSections.Options(page, run);
        ReportSections.Reproduce(page, run);
        page.Element(
            "footer",
            $"Written by Hnsg {TrainingRun.LibraryVersion}. The definitions of all measures are in docs/measures.md."
        );
        return page.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Name(InputEncoding encoding) => encoding == InputEncoding.Direct ? "direct" : "rate-coded";

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
