using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Randomness;
using Xunit;

namespace Hnsg.Tests.Kernels;

public unsafe class VectorThreefryTests
{
    [Theory]
    [InlineData(0ul, 0u)]
    [InlineData(1ul, 5u)]
    [InlineData(ulong.MaxValue, uint.MaxValue)]
    [InlineData(0x0370734413198a2eul, 0x85a308d3u)]
    public void Every_lane_is_a_block_of_the_scalar_form(ulong seed, uint stream)
    {
        var key = new RandomKey(seed);
        ulong* random = stackalloc ulong[16];
        foreach (uint first in (uint[])[0, 1000, 0x243f6a88, uint.MaxValue - 7])
        {
            Vector512<uint> blocks = Vector512.Create(first) + (Vector512<uint>.Indices * 3u);
            VectorThreefry.Blocks(key, stream, blocks, random);
            for (int lane = 0; lane < 16; lane++)
            {
                Assert.Equal(key.Draw(stream, first + (3 * (uint)lane)), random[lane]);
            }
        }
    }
}
