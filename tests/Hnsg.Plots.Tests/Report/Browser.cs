using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Hnsg.Plots.Tests.Report;

/// <summary>A Chromium without a window, where one is installed.</summary>
internal static partial class Browser
{
    private static readonly string? s_program = new[] { "chromium", "chromium-browser", "google-chrome" }
        .SelectMany(name =>
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(path => Path.Combine(path, name))
        )
        .FirstOrDefault(File.Exists);

    /// <summary>What a page is like in a window.</summary>
    /// <param name="Console">What it wrote to the console.</param>
    /// <param name="Broken">Pictures that could not be shown.</param>
    /// <param name="Figures">Vector figures that have a size.</param>
    /// <param name="Flat">Vector figures that have none.</param>
    /// <param name="Overflow">Pixels by which it is wider than its window.</param>
    /// <param name="Background">Colour behind it.</param>
    /// <param name="LeastText">Height in pixels of the smallest text of a figure.</param>
    public sealed record Look(
        IReadOnlyList<string> Console,
        int Broken,
        int Figures,
        int Flat,
        int Overflow,
        string Background,
        double LeastText
    );

    public static void SkipWhereMissing() =>
        Assert.SkipWhen(
            s_program is null,
            "There is no Chromium here; install the package 'chromium' to run this test."
        );

    /// <summary>Opens a page in a frame of some width and looks at it.</summary>
    public static Look Open(string folder, string page, int width, bool dark)
    {
        string frame = Path.Combine(folder, "frame.html");
        File.WriteAllText(
            frame,
            $$"""
            <!doctype html><iframe id="f" width="{{width}}" height="900" src="{{new Uri(
                page
            )}}"></iframe><pre id="o"></pre><script>
            onload = () => {
              const d = f.contentDocument, box = e => e.getBoundingClientRect(), all = [...d.querySelectorAll('svg')];
              const size = t => t.getAttribute('font-size') * box(t.ownerSVGElement).width / t.ownerSVGElement.viewBox.baseVal.width;
              o.textContent = JSON.stringify({
                Console: [], Broken: [...d.images].filter(i => !i.complete || i.naturalWidth == 0).length,
                Figures: all.filter(s => box(s).width > 50 && box(s).height > 50).length,
                Flat: all.filter(s => box(s).width <= 50 || box(s).height <= 50).length,
                Overflow: d.documentElement.scrollWidth - d.documentElement.clientWidth,
                Background: getComputedStyle(d.body).backgroundColor,
                LeastText: Math.min(99, ...[...d.querySelectorAll('svg text')].map(size)),
              });
            };
            </script>
            """
        );
        string profile = Path.Combine(folder, $"profile-{Guid.NewGuid():N}");
        var start = new ProcessStartInfo(s_program!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            string argument in (string[])
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--allow-file-access-from-files",
                    "--enable-logging=stderr",
                    $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}",
                    $"--user-data-dir={profile}",
                    "--dump-dom",
                    frame,
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string dom = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Match found = Output().Match(dom);
        Assert.True(found.Success, $"{dom}\n{error.Result}");
        Look look = JsonSerializer.Deserialize<Look>(System.Net.WebUtility.HtmlDecode(found.Groups[1].Value))!;
        return look with
        {
            Console = [.. error.Result.Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal))],
        };
    }

    [GeneratedRegex("""<pre id="o">(\{.*?\})</pre>""", RegexOptions.Singleline)]
    private static partial Regex Output();
}
