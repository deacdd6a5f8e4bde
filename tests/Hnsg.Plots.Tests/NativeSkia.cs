using SkiaSharp;
using Xunit;

namespace Hnsg.Plots.Tests;

/// <summary>Whether pictures can be drawn on this machine at all.</summary>
internal static class NativeSkia
{
    private static readonly string? Problem = Try();

    public static void SkipWhereMissing() =>
        Assert.SkipWhen(Problem is not null, $"The native library of SkiaSharp does not load here: {Problem}");

    private static string? Try()
    {
        try
        {
            using var bitmap = new SKBitmap(1, 1);
            return null;
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException)
        {
            return error.GetBaseException().Message;
        }
    }
}
