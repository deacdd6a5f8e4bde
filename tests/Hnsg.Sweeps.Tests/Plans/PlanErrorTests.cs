using Hnsg.Sweeps.Plans;
using Xunit;

namespace Hnsg.Sweeps.Tests.Plans;

public sealed class PlanErrorTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("", "line 1: this is not JSON")]
    [InlineData("{ \"grid\":\n { \"keep\": [0.1 0.2] } }", "line 2: this is not JSON")]
    [InlineData("[]", "line 1: a plan must be an object in braces, not a list")]
    [InlineData("{\n \"gird\": {} }", "line 2: a plan has no \"gird\": did you mean \"grid\"?")]
    [InlineData("{\n // one\n \"grid\": {\n \"kep\": [1] } }", "line 4: kep: this is no option")]
    [InlineData("{ \"grid\": {\n \"keep\": [] } }", "line 2: expected a list of at least one value, not an empty one")]
    [InlineData("{ \"grid\": {\n \"keep\": 0.1 } }", "line 2: expected a list of at least one value, not 0.1")]
    [InlineData("{ \"grid\": {} }", "line 1: \"grid\" needs options and their values")]
    [InlineData("{ \"grid\": {\n \"steps\": [4, 4] } }", "line 2: 4 is in the list twice")]
    [InlineData(
        "{ \"grid\": {\n \"keep\": [0.1, 1.5] } }",
        "line 2: keep: 1.5 is not in (0, 1] (in the choice keep 1.5)"
    )]
    [InlineData(
        "{ \"grid\": {\n \"keep\": [{}] } }",
        "line 2: expected a number, a string, true, false, or a list of these"
    )]
    [InlineData(
        "{ \"options\": { \"steps\": 4 },\n \"grid\": { \"steps\": [4] } }",
        "line 2: \"steps\" is already given in line 1"
    )]
    [InlineData("{ \"grid\": { \"steps\": [4],\n \"steps\": [5] } }", "line 2: \"steps\" is given twice")]
    [InlineData(
        "{ \"options\": {\n \"seed\": 3 } }",
        "line 2: \"seed\" cannot be an option here; give it as \"seeds\""
    )]
    [InlineData(
        "{ \"random\": {\n \"keep\": { \"log\": [0, 1] } } }",
        "line 2: a logarithmic range must begin above 0"
    )]
    [InlineData(
        "{ \"random\": {\n \"keep\": { \"uniform\": [0.5, 0.5] } } }",
        "line 2: the range is empty: 0.5 is not less than 0.5"
    )]
    [InlineData("{ \"random\": {\n \"keep\": { \"uniform\": [0.5] } } }", "line 2: \"uniform\" needs two numbers")]
    [InlineData("{ \"random\": {\n \"keep\": { \"uniform\": [0.5, \"1\"] } } }", "line 2: expected a number, not '1'")]
    [InlineData("{ \"random\": {\n \"keep\": { \"between\": [0.5, 1] } } }", "line 2: a range must be { \"uniform\"")]
    [InlineData("{ \"random\": {\n \"steps\": { \"whole\": [0.5, 2] } } }", "line 2: \"whole\" needs whole numbers")]
    [InlineData(
        "{ \"draws\": 1, \"random\": {\n \"keep\": { \"uniform\": [0.5, 1.5] } } }",
        "line 2: an end of the range cannot be used: keep: 1.5"
    )]
    [InlineData("{ \"random\": {\n \"keep\": { \"uniform\": [0.5, 1] } } }", "the number of random choices is missing")]
    [InlineData("{ \"draws\": 3, \"grid\": { \"steps\": [4] } }", "no option is random")]
    [InlineData(
        "{ \"random\": { \"keep\": { \"uniform\": [0.5, 1] } },\n \"draws\": 90000, \"seeds\": 1000 }",
        "line 2: 90,000 choices with 1,000 seeds each are 90,000,000 runs; a sweep may have 100,000 at most"
    )]
    [InlineData(
        "{ \"random\": { \"keep\": { \"uniform\": [0.5, 1] } },\n \"draws\": 1000000 }",
        "line 2: there are 1 combinations of the grid and 1,000,000 draws"
    )]
    [InlineData("<!DOCTYPE html>", "It is a web page")]
    [InlineData("{ \"options\": {\n \"surrogate\": \"\\u001b[31m\" } }", "\\u001b[31m")]
    [InlineData(
        "{ \"draws\": 0 }",
        "line 1: \"draws\" must be a whole number of at least 1 and at most 1,000,000, not 0"
    )]
    [InlineData("{ \"seeds\": [1, 1] }", "line 1: a seed is given twice")]
    [InlineData("{ \"seeds\": [] }", "line 1: \"seeds\" must be a number")]
    [InlineData("{ \"budget\": {\n \"hours\": 3 } }", "line 2: a budget has no \"hours\"")]
    [InlineData("{ \"halving\": {\n \"factor\": 1 } }", "line 2: \"factor\" must be a whole number of at least 2")]
    [InlineData(
        "{ \"grid\": { \"epochs\": [4, 8] },\n \"halving\": {} }",
        "line 2: halving needs the same epochs for all"
    )]
    [InlineData(
        "{ \"options\": { \"validation\": 0 },\n \"halving\": {} }",
        "line 2: halving compares validation accuracy"
    )]
    [InlineData("{ \"dataset\":\n 3 }", "line 2: expected a string, not 3")]
    public void A_mistake_is_named_with_its_place(string text, string message)
    {
        var error = Assert.Throws<InputException>(() => Some.Plan(_temp, text));
        Assert.StartsWith($"{_temp["plan.json"]}: line ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_do_not_go_together_are_named_with_the_choice()
    {
        var error = Assert.Throws<InputException>(() =>
            Some.Plan(_temp, "{ \"grid\": { \"hidden\": [16, [16, 16, 16]],\n \"keep\": [[0.1, 0.2, 0.3]] } }")
        );
        Assert.Contains("line 2: keep: there are 3 values for 2 layers", error.Message, StringComparison.Ordinal);
        Assert.Contains("(in the choice hidden 16, keep 0.1,0.2,0.3)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_an_error_and_no_crash()
    {
        const string Whole = """
            { "options": { "steps": 4, "keep": [0.1, 0.5] }, "random": { "keep": { "layers": [{ "log": [0.01, 0.5] }, 0.5] } } }
            """;
        for (int length = 0; length < Whole.Length; length++)
        {
            Assert.Throws<InputException>(() => Some.Plan(_temp, Whole[..length]));
        }
        Assert.Throws<InputException>(() => SweepPlan.Read(_temp["missing.json"], Some.Syntax));
    }
}
