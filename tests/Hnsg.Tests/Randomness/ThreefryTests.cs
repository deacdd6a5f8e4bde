using Hnsg.Randomness;
using Xunit;

namespace Hnsg.Tests.Randomness;

public class ThreefryTests
{
    [Theory]
    [InlineData(0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159, 0x99ba4efe)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7)]
    [InlineData(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0)]
    public void Gives_the_known_answers(uint key0, uint key1, uint counter0, uint counter1, uint x0, uint x1) =>
        Assert.Equal((x0, x1), Threefry.Block(key0, key1, counter0, counter1));
}
