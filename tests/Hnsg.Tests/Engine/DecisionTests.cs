using Hnsg.Engine;
using Xunit;

namespace Hnsg.Tests.Engine;

public class DecisionTests
{
    [Theory]
    [InlineData(new[] { 1, 3, 2 }, new[] { 9, 0, 9 }, 1, 1)]
    [InlineData(new[] { 3, 1, 3 }, new[] { 4, 9, 5 }, 2, 0)]
    [InlineData(new[] { 2, 2, 2 }, new[] { 7, 7, 7 }, 0, 0)]
    [InlineData(new[] { 0, 0 }, new[] { -5, -4 }, 1, 0)]
    [InlineData(new[] { 4 }, new[] { 0 }, 0, 4)]
    public void Most_votes_then_the_higher_membrane_then_the_lower_index(
        int[] votes,
        int[] membranes,
        int expected,
        int lead
    )
    {
        Assert.Equal(expected, Decision.Of<int>(votes, membranes));
        Assert.Equal(lead, Decision.Lead(votes, expected));
        float[] real = [.. membranes.Select(membrane => (float)membrane)];
        Assert.Equal(expected, Decision.Of<float>(votes, real));
    }
}
