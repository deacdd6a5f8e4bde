using Xunit;

namespace Hnsg.Tests;

public class SuggestionTests
{
    private static readonly string[] Known = ["mnist", "fashion-mnist", "kmnist", "digits", "optdigits"];

    [Theory]
    [InlineData("minst", "mnist")]
    [InlineData("MNIST", "mnist")]
    [InlineData("fashionmnist", "fashion-mnist")]
    [InlineData("fashion_mnist", "fashion-mnist")]
    [InlineData("knmist", "kmnist")]
    [InlineData("digit", "digits")]
    [InlineData("imagenet", null)]
    [InlineData("", null)]
    public void Finds_what_was_meant(string word, string? meant) =>
        Assert.Equal(meant, Suggestion.Closest(word, Known));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "abd", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Counts_edits(string a, string b, int edits) => Assert.Equal(edits, Suggestion.Distance(a, b));
}
