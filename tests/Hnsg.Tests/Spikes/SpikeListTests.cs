using System.Runtime.Intrinsics.X86;
using Hnsg.Randomness;
using Hnsg.Spikes;
using Xunit;

namespace Hnsg.Tests.Spikes;

public unsafe class SpikeListTests
{
    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x8000000000000000UL)]
    [InlineData(0x00FF00FF12345678UL)]
    public void A_word_becomes_the_list_of_its_bits(ulong word)
    {
        ushort[] expected =
        [
            .. Enumerable.Range(0, 64).Where(j => (word >> j & 1) != 0).Select(j => (ushort)(128 + j)),
        ];
        ushort[] list = new ushort[2 * SpikeList.PastEnd];
        fixed (ushort* start = list)
        {
            Assert.Equal(expected.Length, SpikeList.Append(word, 128, start) - start);
            Assert.Equal(expected, list[..expected.Length]);
            Array.Clear(list);
            SpikeList.Loop(word, 128, start);
            Assert.Equal(expected, list[..expected.Length]);
        }
        // What lies past the end are neurons of the block too.
        Assert.All(list, neuron => Assert.True(neuron is 0 or (>= 128 and < 192)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(149)]
    public void Inputs_are_chosen_by_a_bit_of_their_words(int length)
    {
        var key = new RandomKey(5);
        ulong[] bits = [.. Enumerable.Range(0, length + SpikeList.PastEnd).Select(i => key.Draw(1, (uint)i))];
        ushort[] inputs = [.. Enumerable.Range(0, length + SpikeList.PastEnd).Select(i => (ushort)(3 * i))];
        foreach (int shift in (int[])[0, 7, 24, 63])
        {
            ushort[] expected = [.. inputs.Take(length).Where((_, i) => (bits[i] >> shift & 1) != 0)];
            var list = new ushort[length + SpikeList.PastEnd];
            fixed (ulong* b = bits)
            fixed (
                ushort* i = inputs,
                    l = list
            )
            {
                Assert.Equal(expected.Length, SpikeList.ChooseOne(b, shift, i, length, l));
                Assert.Equal(expected, list[..expected.Length]);
                if (Avx512Vbmi2.IsSupported)
                {
                    Array.Clear(list);
                    Assert.Equal(expected.Length, SpikeList.ChoosePacked(b, shift, i, length, l));
                    Assert.Equal(expected, list[..expected.Length]);
                }
            }
        }
    }
}
