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
            Assert.Contains("The same command goes on", stopped.Error, StringComparison.Ordinal);
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
        Cli.Fail(2, "named twice", Options("run", "hnsg,hnsg"));
        Cli.Fail(2, "--seeds", Options("run", "hnsg", seeds: "0"));
        Cli.Fail(2, "--keep-schedule", [.. Options("run", "hnsg,weights"), "--keep-schedule", "cubic"]);
        Assert.False(Directory.Exists(_temp["run"]));
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
