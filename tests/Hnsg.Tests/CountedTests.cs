using Xunit;

namespace Hnsg.Tests;

public class CountedTests
{
    [Theory]
    [InlineData(0, "0 epochs")]
    [InlineData(1, "1 epoch")]
    [InlineData(2, "2 epochs")]
    [InlineData(12345, "12,345 epochs")]
    public void One_is_singular_and_all_else_plural(long count, string text) =>
        Assert.Equal(text, Counted.Of(count, "epoch"));
}
