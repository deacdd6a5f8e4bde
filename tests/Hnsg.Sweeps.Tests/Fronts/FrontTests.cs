using Hnsg.Engine;
using Hnsg.Sweeps.Fronts;
using Hnsg.Sweeps.Plans;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Sweeps.Tests.Fronts;

public sealed class FrontTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_front_is_what_nothing_else_beats()
    {
        var random = new Random(1);
        FrontPoint[] points =
        [
            .. Enumerable
                .Range(1, 60)
                .Select(steps => Point(steps, random.Next(5), random.Next(5), 0.9, intensity: random.Next(5))),
        ];
        IReadOnlyList<FrontMeasure> measures = FrontMeasure.Parse("accuracy,connections,intensity");
        Front front = Front.Of(points, measures);
        Assert.Equal(points.Length, front.Points.Count);
        foreach (FrontPoint point in front.Points)
        {
            bool beaten = points.Any(other =>
                other.ValidationAccuracy >= point.ValidationAccuracy
                && other.Connections <= point.Connections
                && other.Intensity <= point.Intensity
                && (other.ValidationAccuracy, other.Connections, other.Intensity)
                    != (point.ValidationAccuracy, point.Connections, point.Intensity)
            );
            Assert.Equal(!beaten, point.OnFront);
        }
    }

    [Fact]
    public void Validation_samples_decide_unless_it_is_said_otherwise()
    {
        FrontPoint[] points = [Point(1, 0.95, 100, test: 0.90), Point(2, 0.94, 100, test: 0.99)];
        IReadOnlyList<FrontMeasure> measures = FrontMeasure.Parse("accuracy,connections");
        Assert.Equal([1], Steps(Front.Of(points, measures)));
        Assert.Equal([2], Steps(Front.Of(points, measures, byTest: true)));
        FrontPoint[] unknown = [.. points, Point(3, null, 50, 0.9)];
        string message = Assert.Throws<InputException>(() => Front.Of(unknown, measures)).Message;
        Assert.Contains("s3-1: the run has no validation samples", message, StringComparison.Ordinal);
        Assert.Contains("--by-test", message, StringComparison.Ordinal);
        Assert.Equal([2, 3], Steps(Front.Of(unknown, measures, byTest: true)).Order());
    }

    [Fact]
    public void Runs_that_differ_in_their_seed_alone_are_one_point()
    {
        IReadOnlyList<FrontPoint> points = FrontPoint.Of([
            Run(4, seed: 2, 0.9, 10, 0.8),
            Run(4, seed: 1, 0.8, 20, 0.7),
            Run(8, seed: 1, 0.7, 30, 0.6),
        ]);
        Assert.Equal([2, 1], points.Select(point => point.Runs.Count));
        Assert.Equal([1UL, 2UL], points[0].Runs.Select(run => run.Result.Seed));
        Assert.Equal([new OptionValue("steps", "4")], points[0].Varied);
        Assert.Equal(
            (0.85, 15.0, 0.75, 0.7, 0.8),
            (
                Math.Round(points[0].ValidationAccuracy!.Value, 9),
                points[0].Connections,
                Math.Round(points[0].TestAccuracy, 9),
                points[0].LeastAccuracy,
                points[0].MostAccuracy
            )
        );
        Assert.Equal(
            """
            front,steps,seeds,validationAccuracy,testAccuracy,testAccuracyLeast,testAccuracyMost,spikingIntensity,connections,modelBytes,timeSteps,preset,runs
            yes,4,2,0.8500000000000001,0.75,0.7,0.8,0.1,15,10,4,default,s4-1 s4-2
            no,8,1,0.7,0.6,0.6,0.6,0.1,30,10,8,default,s8-1

            """,
            FrontText.Csv(Front.Of(points, FrontMeasure.Parse("accuracy,connections")))
        );
    }

    [Fact]
    public void Finished_runs_are_found_below_folders_and_others_counted()
    {
        SweepPlan plan = Some.Plan(
            _temp,
            """{ "grid": { "steps": [1, 2, 3] }, "options": { "epochs": 2 }, "halving": { "epochs": 1 } }"""
        );
        Some.Run(_temp["all/sweep"], plan, 2);
        IReadOnlyList<string> omitted;
        Assert.Single(FrontRun.Find([_temp["all"], _temp["all/sweep"]], out omitted));
        Assert.Equal(["2 runs left out: not finished."], omitted);
        Directory.CreateDirectory(_temp["nothing"]);
        string run = Assert
            .Single(FrontRun.Find([_temp["nothing"], _temp["plan.json"], _temp["all"]], out omitted))
            .Path;
        Assert.Equal(
            [
                "2 runs left out: not finished.",
                $"{_temp["nothing"]} left out: it holds no runs.",
                $"{_temp["plan.json"]} left out: it holds no runs.",
            ],
            omitted
        );
        Assert.Throws<InputException>(() => FrontRun.Find([_temp["all"], _temp["missing"]], out _));
        // Where single runs are meant, a sweep is left out.
        Assert.Equal(run, Assert.Single(FrontRun.Open([_temp["all/sweep"], run], out omitted)).Path);
        Assert.Equal([$"{_temp["all/sweep"]} left out: it holds no runs."], omitted);
        Assert.Contains(
            "no finished run",
            Assert.Throws<InputException>(() => FrontRun.Find([_temp["nothing"]], out _)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InputException>(() => FrontRun.Find([_temp["missing"]], out _));
    }

    [Fact]
    public void Runs_on_different_data_are_refused()
    {
        SweepPlan plan = Some.Plan(_temp, """{ "options": { "epochs": 1 } }""");
        Some.Run(_temp["all/one"], plan, 1);
        Data.Dataset other = Some.Digits with
        {
            Name = "other",
            Sha256 = new Dictionary<string, string> { ["a"] = "b" },
        };
        new Sweep(_temp["all/other"], plan, other).Run(1, cancellation: Some.Token);
        Assert.Contains(
            "they cannot be compared",
            Assert.Throws<InputException>(() => FrontRun.Find([_temp["all"]], out _)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("accuracy,accuracy")]
    [InlineData("accuracy,conections")]
    [InlineData("")]
    public void Measures_are_two_or_more_that_are_known(string text) =>
        Assert.Equal("measures", Assert.Throws<OptionException>(() => FrontMeasure.Parse(text)).Option);

    private static int[] Steps(Front front) =>
        [.. front.Points.Where(point => point.OnFront).Select(point => point.Steps)];

    private static FrontPoint Point(
        int steps,
        double? validation,
        long connections,
        double test,
        double intensity = 0.1
    ) => new([Run(steps, 1, validation, connections, test, intensity)], []);

    private static FrontRun Run(
        int steps,
        ulong seed,
        double? validation,
        long connections,
        double test,
        double intensity = 0.1
    ) =>
        new(
            FormattableString.Invariant($"runs/s{steps}-{seed}"),
            new RunDescription
            {
                Hnsg = "0.1.0",
                Preset = "default",
                Options = new TrainingOptions { Steps = steps, Seed = seed },
                Data = new RunData
                {
                    Name = "some",
                    Source = "memory",
                    Sha256 = new Dictionary<string, string>(),
                },
                Layers = [64, 40, 4],
            },
            new RunResult
            {
                Dataset = "some",
                Source = "memory",
                Method = "hnsg",
                Preset = "default",
                Seed = seed,
                Epochs = 6,
                EpochsRun = 6,
                Layers = [64, 40, 4],
                TrainSamples = 100,
                ValidationAccuracy = validation,
                Test = new TestReport(60, test),
                FiringIntensity = new FiringIntensity(intensity, intensity, null),
                Kept = [0.5, 0.5],
                Connections = connections,
                ModelBytes = 10,
                TrainSeconds = 1,
                TrainImagesPerSecond = 1000,
                SecondsToAccuracy = null,
                Hnsg = "0.1.0",
            }
        );
}
