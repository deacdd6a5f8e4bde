using System.Runtime.CompilerServices;
using Hnsg.Data;
using Hnsg.Diagnosis;
using Hnsg.Diagnosis.Examining;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Diagnosis;

/// <summary>What the doctor says about networks with one thing wrong, and about those with nothing wrong.</summary>
public sealed class DoctorTests
{
    public static TheoryData<string> Faults => [.. PlantedFault.Names];

    [Theory, MemberData(nameof(Faults))]
    public void A_planted_fault_comes_first_with_its_number_and_what_to_do(string fault)
    {
        (Patient patient, Dataset data) = PlantedFault.Plant(fault);
        HealthReport report = Examine(patient, data);
        Assert.True(
            report.Problems.FirstOrDefault()?.Symptom == PlantedFault.Symptom(fault),
            $"{fault}:\n{string.Join('\n', report.Observations.Select(seen => $"{seen.Severity} {seen.Symptom}: {seen.Text}"))}"
        );
        Assert.All(report.Problems, problem => Assert.NotNull(problem.Advice));
        Assert.All(report.Problems, problem => Assert.True(double.IsFinite(problem.Number)));
        Assert.All(report.Observations.Where(it => it.Severity == Severity.Healthy), it => Assert.Null(it.Advice));
    }

    [Fact]
    public void Every_symptom_is_planted_and_is_in_the_docs()
    {
        string[] names = [.. SymptomList.All.Select(symptom => symptom.Name)];
        Assert.Equal(names.Order(), PlantedFault.Names.Select(PlantedFault.Symptom).Distinct().Order());
        string docs = File.ReadAllText(Path.Combine(Folder(), "../../../docs/doctor.md"));
        Assert.All(names, name => Assert.Contains($"`{name}`", docs, StringComparison.Ordinal));
    }

    // Presets in short: fewer samples in smaller batches. 60 steps of warm-up are too few for the usual rate in the wide
    // networks (that fault is planted above), so theirs is lower.
    [Theory]
    [InlineData("default", 6, 0.0005)]
    [InlineData("paper", 6, 0.0005)]
    [InlineData("tiny", 10, null)]
    public void A_preset_that_learns_is_healthy(string preset, int epochs, double? rate)
    {
        TrainingOptions options = Presets.Find(preset).Options with { Batch = 32, Epochs = epochs };
        CheckHealthy(options with { LearningRate = rate ?? options.LearningRate }, SomePatient.Data);
    }

    [Fact]
    public void The_preset_of_one_epoch_is_healthy_and_its_mask_is_not_asked_to_have_settled()
    {
        HealthReport report = CheckHealthy(
            Presets.Find("fast").Options with
            {
                Batch = 16,
                ValidateEvery = 0,
            },
            SomePatient.First(Datasets.Load("digits", cancellation: TestContext.Current.CancellationToken), 10_000)
        );
        Assert.Equal("restless-mask", Assert.Single(report.Skipped).Symptom);
    }

    [Fact]
    public void A_model_without_its_run_is_examined_as_far_as_that_goes()
    {
        HealthReport report = Examine(SomePatient.Healthy with { Run = null, History = [] }, SomePatient.Data);
        Assert.True(report.Healthy);
        Assert.Equal(
            ["learning-rate", "restless-mask", "still-mask"],
            report.Skipped.Select(skipped => skipped.Symptom).Order()
        );
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("magnitude")]
    [InlineData("signed")]
    [InlineData("biprop")]
    [InlineData("probabilistic")]
    [InlineData("random")]
    public void Networks_of_other_methods_are_examined(string method)
    {
        Patient patient = SomePatient.Trained(
            TrainingChoices.WithMethod(SomePatient.Options with { Epochs = 2 }, method),
            SomePatient.Data
        );
        HealthReport report = Examine(patient, SomePatient.Data);
        Assert.Contains(report.Observations, seen => seen.Symptom == "vanishing-gradients");
        bool masks = method is "signed" or "biprop" or "probabilistic";
        Assert.Equal(masks, report.Observations.Any(seen => seen.Symptom == "still-mask"));
        Assert.Equal(method != "random", report.Observations.Any(seen => seen.Symptom == "learning-rate"));
    }

    [Fact]
    public void Sgd_is_judged_by_its_gradients()
    {
        TrainingOptions sgd = SomePatient.Options with { Optimiser = "sgd", Epochs = 2 };
        Patient slow = SomePatient.Trained(sgd with { LearningRate = 1e-4 }, SomePatient.Data);
        Assert.Equal("learning-rate", Examine(slow, SomePatient.Data).Problems.First().Symptom);
        Patient fast = SomePatient.Trained(sgd with { LearningRate = 0.3 }, SomePatient.Data);
        Assert.DoesNotContain(Examine(fast, SomePatient.Data).Problems, problem => problem.Symptom == "learning-rate");
    }

    [Fact]
    public void A_converted_network_has_no_surrogate_gradients_to_look_at()
    {
        Patient patient = SomePatient.Trained(
            TrainingChoices.WithMethod(SomePatient.Options with { Epochs = 2 }, "transfer"),
            SomePatient.Data
        );
        HealthReport report = Examine(patient, SomePatient.Data);
        Assert.Contains(report.Skipped, skipped => skipped.Symptom == "vanishing-gradients");
        Assert.Contains(report.Observations, seen => seen.Symptom == "dead-neurons");
    }

    [Fact]
    public void An_imported_network_is_refused_before_anybody_names_data_for_it()
    {
        string path = Path.GetTempFileName();
        try
        {
            var spec = new NetworkSpec { Inputs = 3, Layers = [new LayerSpec { Neurons = 2 }] };
            new RealNetwork(spec, "nir", [LayerWeights.Dense(new float[6])]).Save(path);
            InputException refused = Assert.Throws<InputException>(() => Patient.Open(path));
            Assert.Contains("this network was imported", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Networks_without_spikes_and_data_that_do_not_fit_are_refused()
    {
        Patient relu = SomePatient.Trained(
            TrainingChoices.WithMethod(SomePatient.Options with { Epochs = 1 }, "ann-hidden"),
            SomePatient.Data
        );
        InputException refused = Assert.Throws<InputException>(() => Examine(relu, SomePatient.Data));
        Assert.Contains("no spikes", refused.Message, StringComparison.Ordinal);
        Dataset other = SomePatient.Data with
        {
            Classes = 11,
            ClassNames = [.. SomePatient.Data.ClassNames, "another"],
        };
        Assert.Throws<ArgumentException>(() => Examine(SomePatient.Healthy, other));
    }

    [Fact]
    public void A_network_read_from_its_output_membranes_is_not_asked_for_output_spikes()
    {
        Patient patient = SomePatient.Trained(
            SomePatient.Options with
            {
                Reset = [ResetKind.Subtract, ResetKind.None],
                Loss = "membrane-cross-entropy",
            },
            SomePatient.Data
        );
        HealthReport report = Examine(patient, SomePatient.Data);
        Assert.Contains(report.Skipped, skipped => skipped.Symptom == "silent-output");
        Assert.DoesNotContain(report.Problems, problem => problem.Severity > Severity.Mild);
    }

    private static HealthReport Examine(Patient patient, Dataset data) =>
        Doctor.Examine(patient, data, TestContext.Current.CancellationToken);

    private static HealthReport CheckHealthy(TrainingOptions options, Dataset data)
    {
        HealthReport report = Examine(SomePatient.Trained(options, data), data);
        Assert.True(report.Healthy, string.Join('\n', report.Problems.Select(it => $"{it.Symptom}: {it.Text}")));
        return report;
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
