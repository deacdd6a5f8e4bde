namespace Hnsg.Tests.Kernels;

/// <summary>Sizes around the vector widths.</summary>
internal static class Sizes
{
    /// <summary>Neurons of a block.</summary>
    public static int[] Widths { get; } = [16, 32, 64];

    /// <summary>Neurons of a layer: one block and several, full and not.</summary>
    public static int[] Neurons { get; } = [1, 7, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 1000];

    public static int[] Inputs { get; } = [0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 127, 128, 129, 255, 784, 1025];

    /// <summary>T: around groups of five, eight random bytes, and words of 64 steps.</summary>
    public static int[] Steps { get; } = [1, 4, 5, 6, 7, 8, 25, 63, 64, 65, 130];
}
