using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary><c>hnsg sweep</c> and <c>hnsg front</c>.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Killed_at_random_moments_and_resumed_it_loses_nothing()
    {
        string plan = Plan(epochs: 8, samples: 1500);
        Cli.Succeed("sweep", plan, "--out", _temp["undisturbed"]);
        int done = 0;
        int killed = 0;
        for (int i = 0; i < 5; i++)
        {
            using Process process = Cli.Start([], ["sweep", plan, "--jobs", "2", "--out", _temp["run"]]);
            // A job more than before is done when it is killed; which moment it is does not matter beyond that.
            for (int lines = 0; lines <= done && process.StandardOutput.ReadLine() is not null; lines++) { }
            done++;
            Thread.Sleep(Random.Shared.Next(60));
            process.Kill();
            CliResult result = Cli.Wait(process);
            Assert.True(result.Code is 0 or 137, result.ToString());
            killed += result.Code == 0 ? 0 : 1;
        }
        Cli.Succeed("sweep", plan, "--jobs", "3", "--out", _temp["run"]);
        Assert.InRange(killed, 1, 5);
        Assert.Equal(WithoutTime(_temp["undisturbed/sweep.csv"]), WithoutTime(_temp["run/sweep.csv"]));
        string[] folders =
        [
            .. Directory.GetDirectories(_temp["undisturbed"]).Select(it => Path.GetFileName(it)).Order(),
        ];
        Assert.Equal(folders, Directory.GetDirectories(_temp["run"]).Select(it => Path.GetFileName(it)).Order());
        foreach (string run in folders.Where(run => File.Exists(_temp[$"undisturbed/{run}/result.json"])))
        {
            Assert.Equal(
                File.ReadAllBytes(_temp[$"undisturbed/{run}/model.hnsg"]),
                File.ReadAllBytes(_temp[$"run/{run}/model.hnsg"])
            );
            Assert.Equal(
                ["metrics.csv", "model.hnsg", "result.json", "run.json"],
                Directory.GetFiles(_temp[$"run/{run}"]).Select(Path.GetFileName).Order()
            );
        }
    }

    [Fact]
    public void One_command_makes_the_table_and_the_figure_of_a_front()
    {
        string plan = Plan(epochs: 1, samples: 300, halving: false);
        using JsonDocument json = JsonDocument.Parse(
            Cli.Succeed("sweep", plan, "--out", _temp["run"], "--json").Output
        );
        Assert.Equal(12, json.RootElement.GetProperty("runs").GetArrayLength());
        CliResult front = Cli.Succeed(
            "front",
            _temp["run"],
            "--measures",
            "accuracy,connections",
            "--out",
            _temp["front.svg"]
        );
        Assert.Contains(" on the front, of 12 runs", front.Output, StringComparison.Ordinal);
        XElement.Parse(File.ReadAllText(_temp["front.svg"]));
        string[] lines = File.ReadAllLines(_temp["front.csv"]);
        Assert.Equal(1 + 6, lines.Length);
        Assert.StartsWith(
            "front,steps,keep,learning-rate,seeds,validationAccuracy",
            lines[0],
            StringComparison.Ordinal
        );
        Cli.Succeed("front", _temp["run"], "--theme", "dark", "--measures", "steps,bytes", "--out", _temp["dark.svg"]);
        Assert.NotEqual(File.ReadAllText(_temp["front.svg"]), File.ReadAllText(_temp["dark.svg"]));
    }

    [Fact]
    public void What_is_wrong_is_said_before_anything_is_trained()
    {
        string plan = Plan(epochs: 1, samples: 300);
        File.WriteAllText(_temp["bad.json"], "{\n \"grid\": { \"kepp\": [0.1] } }");
        Cli.Fail(
            3,
            "line 2: kepp: this is not an option of 'hnsg train'. Did you mean 'keep'?",
            "sweep",
            _temp["bad.json"]
        );
        File.WriteAllText(_temp["bad.json"], "{\n \"grid\": { \"keep\": [0.1, \"0.1x\"] } }");
        Cli.Fail(3, "line 2: keep: '0.1x' is not a number", "sweep", _temp["bad.json"]);
        Cli.Fail(3, "no such file", "sweep", _temp["missing.json"]);
        Cli.Fail(2, "--shard", "sweep", plan, "--shard", "3/2");
        Cli.Fail(2, "--jobs", "sweep", plan, "--jobs", "0");
        Cli.Fail(2, "--measures", "front", _temp.Path, "--measures", "accuracy,byte");
        Cli.Fail(3, "no finished run", "front", _temp.Path);
        CliResult list = Cli.Succeed("sweep", plan, "--dry-run", "--out", _temp["run"]);
        Assert.Contains("6 choices", list.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temp["run"]));
    }

    [Fact]
    public void A_plan_names_hidden_populations_by_either_option_but_not_both()
    {
        File.WriteAllText(_temp["plan.json"], """{ "dataset": "digits", "grid": { "network": [16, "16-8"] } }""");
        Assert.Contains(
            "16-8",
            Cli.Succeed("sweep", _temp["plan.json"], "--dry-run", "--out", _temp["run"]).Output,
            StringComparison.Ordinal
        );
        File.WriteAllText(
            _temp["plan.json"],
            """{ "dataset": "digits", "options": { "hidden": 8 }, "grid": { "network": [16, 8] } }"""
        );
        Cli.Fail(3, "network: it says the same as --hidden", "sweep", _temp["plan.json"], "--out", _temp["run"]);
    }

    private string Plan(int epochs, int samples, bool halving = true)
    {
        string path = _temp["plan.json"];
        File.WriteAllText(
            path,
            $$"""
            {
              "dataset": "digits",
              "options": { "hidden": 32, "train-samples": {{samples}}, "epochs": {{epochs}} },
              "grid": { "steps": [4, 8] },
              "random": { "learning-rate": { "log": [0.002, 0.05] }, "keep": { "layers": [{ "log": [0.05, 0.5] }, 0.5] } },
              "draws": 3, "seeds": 2, {{(halving ? "\"halving\": { \"factor\": 2, \"epochs\": 2 }" : "")}}
            }
            """
        );
        return path;
    }

    private static IEnumerable<string> WithoutTime(string path)
    {
        string[] lines = File.ReadAllLines(path);
        Assert.EndsWith(",trainSeconds", lines[0], StringComparison.Ordinal);
        return lines.Select(line => line[..line.LastIndexOf(',')]);
    }
}
