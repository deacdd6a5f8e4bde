using System.Text.Json.Nodes;
using Hnsg.Shared;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Names that try to make the terminal do something reach it written out, from every command that shows names.</summary>
public sealed class PlantedNameTests : IClassFixture<PlantedNameTests.Planted>
{
    private const string Evil = "\e[31;1m\a\u202E\u009B2J[red]x[/]\n";

    private readonly Planted _planted;

    public PlantedNameTests(Planted planted) => _planted = planted;

    [Theory]
    [InlineData("eval", "MODEL")]
    [InlineData("eval", "MODEL", "--json")]
    [InlineData("predict", "MODEL", "0", "1", "2")]
    [InlineData("predict", "MODEL", "0", "--json")]
    [InlineData("inspect", "MODEL")]
    [InlineData("inspect", "MODEL", "--json")]
    [InlineData("doctor", "RUN")]
    [InlineData("doctor", "RUN", "--json")]
    [InlineData("export", "c", "MODEL", "--golden", "2", "--json")]
    [InlineData("export", "npz", "MODEL")]
    [InlineData("export", "onnx", "MODEL")]
    [InlineData("report", "--run", "RUN")]
    [InlineData("plot", "confusion", "--run", "RUN", "--out", "FOLDER/figure.png")]
    [InlineData("front", "RUN", "--measures", "accuracy,bytes", "--out", "FOLDER/figure.svg")]
    [InlineData("train", "--resume", "RUN")]
    [InlineData("train", "--resume", "RUN", "--json")]
    [InlineData("data", "list", "mnist", "--data", "FOLDER/EVIL")]
    [InlineData("data", "list", "mnist", "--data", "FOLDER/EVIL", "--json")]
    [InlineData("train", "--dataset", "digits", "--epochs", "1", "--train-samples", "99", "--out", "FOLDER/new EVIL")]
    [InlineData("compare", "--dataset", "digits", "--epochs", "1", "--train-samples", "99", "--out", "FOLDER/set EVIL")]
    public void What_it_says_has_no_control_characters(params string[] arguments)
    {
        CliResult result = Run(arguments);
        Assert.True(result.Code == 0, result.ToString());
        AssertShown(result);
        if (arguments[^1] == "--json")
        {
            Assert.NotNull(result.Json);
        }
    }

    [Fact]
    public void JSON_gives_the_names_back()
    {
        JsonNode json = Run("inspect", "MODEL", "--json").Json;
        Assert.Equal(_planted.Model, (string?)json["model"]);
        Assert.Equal(
            Planted.Classes.Order(StringComparer.Ordinal),
            json["metadata"]!["classes"]!.AsArray().Select(it => (string)it!)
        );
    }

    [Theory]
    [InlineData(3, "eval", "FOLDER/missing EVIL")]
    [InlineData(3, "inspect", "EVIL.hnsg")]
    [InlineData(3, "import", "nir", "EVIL.nir")]
    [InlineData(3, "verify", "EVIL")]
    [InlineData(3, "sweep", "EVIL.json")]
    [InlineData(3, "doctor", "EVIL")]
    [InlineData(3, "front", "EVIL")]
    [InlineData(3, "report", "--run", "EVIL")]
    [InlineData(3, "train", "--resume", "EVIL")]
    [InlineData(3, "predict", "MODEL", "EVIL.png")]
    [InlineData(2, "train", "--preset", "EVIL")]
    [InlineData(2, "train", "--dataset", "EVIL")]
    [InlineData(2, "train", "--method", "EVIL")]
    [InlineData(2, "train", "--seed", "EVIL")]
    [InlineData(2, "data", "list", "EVIL")]
    [InlineData(2, "EVIL")]
    [InlineData(2, "train", "--EVIL")]
    public void What_it_complains_of_has_no_control_characters(int code, params string[] arguments)
    {
        CliResult result = Run(arguments);
        Assert.True(result.Code == code, result.ToString());
        AssertShown(result);
        Assert.Contains(@"\u001b[31;1m", result.Error, StringComparison.Ordinal);
        // Nothing after a planted end of line looks like a message of the program's own.
        Assert.DoesNotContain(result.Error.Split('\n'), line => line.StartsWith("[red]", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_of_files_has_none_either()
    {
        File.WriteAllText(
            _planted["plan.json"],
            """{ "dataset": "digits", "options": { "method": "hnsg\u001b[31m" }, "grid": { "steps": [1, 2] } }"""
        );
        CliResult plan = Run("sweep", "FOLDER/plan.json");
        Assert.True(plan.Code == 3, plan.ToString());
        Assert.Contains(@"'hnsg\u001b[31m'", plan.Error, StringComparison.Ordinal);
        AssertShown(plan);
        Directory.CreateDirectory(_planted["run"]);
        File.WriteAllText(_planted["run/run.json"], "{ \"\\u001b[2J\u202E\": [1, \u009B ");
        CliResult run = Run("report", "--run", "FOLDER/run");
        Assert.True(run.Code == 3, run.ToString());
        AssertShown(run);
    }

    private CliResult Run(params string[] arguments) =>
        Cli.Run([
            .. arguments.Select(word =>
                word.Replace("MODEL", _planted.Model, StringComparison.Ordinal)
                    .Replace("RUN", Path.GetDirectoryName(_planted.Model)!, StringComparison.Ordinal)
                    .Replace("FOLDER", _planted.Folder, StringComparison.Ordinal)
                    .Replace("EVIL", Evil, StringComparison.Ordinal)
            ),
        ]);

    private static void AssertShown(CliResult result)
    {
        string all = result.Output + result.Error;
        Assert.Equal(ControlText.Shown(all, lines: true), all);
    }

    /// <summary>A run on classes and in folders of such names.</summary>
    public sealed class Planted : IDisposable
    {
        private readonly TempFolder _temp = new();

        public Planted()
        {
            foreach (string name in Classes)
            {
                for (int n = 0; n < 12; n++)
                {
                    SomePicture.Write(
                        Path.Combine(Set, name, $"{n}.png"),
                        8,
                        (x, y) => (byte)((x + y * name.Length + n) % 5 * 60)
                    );
                }
            }
            Cli.Succeed(
                "train",
                "--dataset",
                Set,
                "--hidden",
                "8",
                "--epochs",
                "1",
                "--validation",
                "4",
                "--out",
                Path.GetDirectoryName(Model)!
            );
        }

        // A model takes no names with control characters, but such with others that are not seen.
        public static string[] Classes => ["a", "b\u202E\u2066[red]", "c\u200Bc", "日本"];

        public string Folder => _temp.Path;

        public string Model => _temp["run" + Evil.Replace('/', '-') + "/model.hnsg"];

        public string this[string name] => _temp[name];

        private string Set => _temp["set\u202E\u200F[red]"];

        public void Dispose() => _temp.Dispose();
    }
}
