using System.Runtime.Intrinsics;
using Xunit;

namespace Hnsg.Tests.Kernels;

/// <summary>The switches that turn instruction sets off do so; else a run with them would test nothing new.</summary>
public class InstructionSetSwitchTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 512)]
    [InlineData("DOTNET_EnableAVX2", 256)]
    [InlineData("DOTNET_EnableHWIntrinsic", 128)]
    public void A_switch_takes_the_vectors_away(string variable, int bits)
    {
        if (Environment.GetEnvironmentVariable(variable) == "0")
        {
            Assert.False(Vector512.IsHardwareAccelerated && bits <= 512);
            Assert.False(Vector256.IsHardwareAccelerated && bits <= 256);
            Assert.False(Vector128.IsHardwareAccelerated && bits <= 128);
        }
    }
}
