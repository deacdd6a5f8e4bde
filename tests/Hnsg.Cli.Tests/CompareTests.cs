using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary><c>hnsg compare</c>.</summary>
public sealed class CompareTests : IDisposable
{
    private const string EveryMethod = "hnsg,weights,transfer,ann-hidden,signed,probabilistic,biprop,random,magnitude";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Every_method_trains_evaluates_inspects_and_resumes()
    {
        using JsonDocument json = JsonDocument.Parse(Cli.Succeed([.. Options("run", EveryMethod), "--json"]).Output);
        Assert.Equal(
            EveryMethod.Split(','),
            json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("method").GetString()!)
        );
        // Nothing is trained again, and people get a table.
        CliResult again = Cli.Succeed(Options("run", EveryMethod));
        Assert.Contains("magnitude", again.Output, StringComparison.Ordinal);
        foreach (string method in EveryMethod.Split(','))
        {
            string model = _temp[$"run/{method}-seed1/model.hnsg"];
            using JsonDocument eval = JsonDocument.Parse(Cli.Succeed("eval", model, "--json").Output);
            using JsonDocument result = JsonDocument.Parse(File.ReadAllText(_temp[$"run/{method}-seed1/result.json"]));
            Assert.Equal(
                result.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble(),
                eval.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble()
            );
            Cli.Succeed("inspect", model);
            Cli.Succeed("train", "--resume", _temp[$"run/{method}-seed1"]);
        }
    }

    [Fact]
    public void Hidden_populations_are_named_once() =>
        Cli.Fail(2, "--network: it says the same as --hidden", [.. Options("run", "hnsg"), "--network", "8"]);

    [Theory]
    [InlineData("AVX512")]
    [InlineData("HWIntrinsic")]
    public void Every_method_gives_the_same_bytes_on_any_instruction_set_and_number_of_threads(string off)
    {
        Cli.Succeed(Options("one", EveryMethod));
        CliResult other = Cli.Run(
            [($"DOTNET_Enable{off}", "0")],
            [.. Options("other", EveryMethod), "--threads", "2", "--jobs", "2"]
        );
        Assert.True(other.Code == 0, other.ToString());
        foreach (string method in EveryMethod.Split(','))
        {
            Assert.Equal(
                File.ReadAllBytes(_temp[$"one/{method}-seed1/model.hnsg"]),
                File.ReadAllBytes(_temp[$"other/{method}-seed1/model.hnsg"])
            );
        }
    }

    [Fact]
    public void Interrupted_it_saves_and_the_same_command_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends signals the way of Linux");
        string[] options = Options("run", "hnsg,weights", seeds: "2", epochs: "6", samples: "3000");
        using (Process process = Cli.Start([], options))
        {
            while (!File.Exists(_temp["run/weights-seed1/run.json"]) && !process.HasExited)
            {
                Thread.Sleep(10);
            }
            Assert.Equal(0, Kill(process.Id, 2));
            CliResult stopped = Cli.Wait(process);
            Assert.True(stopped.Code == 130, stopped.ToString());
            Assert.Contains("Run the same command again to continue", stopped.Error, StringComparison.Ordinal);
        }
        DateTime done = File.GetLastWriteTimeUtc(_temp["run/hnsg-seed1/result.json"]);
        Cli.Succeed(options);
        Assert.Equal(done, File.GetLastWriteTimeUtc(_temp["run/hnsg-seed1/result.json"]));
        Cli.Succeed(Options("undisturbed", "hnsg,weights", seeds: "2", epochs: "6", samples: "3000"));
        foreach (string name in (string[])["hnsg-seed1", "weights-seed1", "hnsg-seed2", "weights-seed2"])
        {
            Assert.Equal(
                File.ReadAllBytes(_temp[$"undisturbed/{name}/model.hnsg"]),
                File.ReadAllBytes(_temp[$"run/{name}/model.hnsg"])
            );
        }
    }

    [Fact]
    public void What_cannot_be_compared_is_said_in_a_line()
    {
        Cli.Fail(2, "Did you mean 'weights'?", Options("run", "hnsg,weight"));
        Cli.Fail(2, "--methods: ", Options("run", "hnsg,weight"));
        Cli.Fail(2, "named twice", Options("run", "hnsg,hnsg"));
        Cli.Fail(2, "--learning-rates: 0 is not in", [.. Options("run", "hnsg"), "--learning-rates", "0"]);
        Cli.Fail(
            2,
            "--learning-rate: it cannot be given together with --learning-rates",
            [.. Options("run", "hnsg"), "--learning-rates", "0.1,0.2", "--lr", "0.1"]
        );
        Cli.Fail(2, "--search-epochs: there is no search", [.. Options("run", "hnsg"), "--search-epochs", "1"]);
        Cli.Fail(2, "--seeds", Options("run", "hnsg", seeds: "0"));
        Cli.Fail(2, "--keep-schedule", [.. Options("run", "hnsg,weights"), "--keep-schedule", "cubic"]);
        Assert.False(Directory.Exists(_temp["run"]));
    }

    [Fact]
    public void The_tables_tell_the_command_and_what_a_method_has_no_use_for()
    {
        string[] options = [.. Options("run", "hnsg,ann-hidden"), "--steps", "3", "--encoding", "rate"];
        using JsonDocument json = JsonDocument.Parse(Cli.Succeed([.. options, "--json"]).Output);
        const string Note = "ann-hidden does not use --steps (it has only one step), --encoding (its input is direct).";
        Assert.Equal([Note], json.RootElement.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
        string command = json.RootElement.GetProperty("command").GetString()!;
        Assert.Equal(
            "hnsg compare --dataset digits --preset default --methods hnsg,ann-hidden --seeds 1 --hidden 32 --steps 3 "
                + "--encoding rate --epochs 1 --train-samples 300",
            command
        );
        string markdown = File.ReadAllText(_temp["run/comparison.md"]);
        Assert.Contains(command, markdown, StringComparison.Ordinal);
        Assert.Contains(Note, markdown, StringComparison.Ordinal);
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(_temp["run/ann-hidden-seed1/run.json"]));
        Assert.Equal(1, run.RootElement.GetProperty("options").GetProperty("steps").GetInt32());
        // The command makes it again, and another folder the same networks.
        Cli.Succeed([.. command.Split(' ')[1..], "--out", _temp["again"]]);
        foreach (string name in (string[])["hnsg-seed1", "ann-hidden-seed1"])
        {
            Assert.Equal(
                File.ReadAllBytes(_temp[$"run/{name}/model.hnsg"]),
                File.ReadAllBytes(_temp[$"again/{name}/model.hnsg"])
            );
        }
        // Fewer methods leave the others in the table, and their note.
        CliResult fewer = Cli.Succeed([.. Options("run", "hnsg"), "--steps", "3", "--encoding", "rate"]);
        Assert.Contains("  ann-hidden ", fewer.Output, StringComparison.Ordinal);
        Assert.Contains(Note, fewer.Output, StringComparison.Ordinal);
        Cli.Fail(2, "--steps: the run in ", Options("run", "hnsg"));
        Cli.Fail(2, "--out: ", Options("run/hnsg-seed1", "hnsg"));
    }

    private string[] Options(
        string folder,
        string methods,
        string seeds = "1",
        string epochs = "1",
        string samples = "300"
    ) =>
        [
            "compare",
            "--dataset",
            "digits",
            "--methods",
            methods,
            "--seeds",
            seeds,
            "--hidden",
            "32",
            "--epochs",
            epochs,
            "--train-samples",
            samples,
            "--out",
            _temp[folder],
        ];

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
