using System.Globalization;

namespace Hnsg.Data.Digits;

/// <summary>How people write the ten digits: two or three ways each.</summary>
/// <remarks>
/// A way of writing is a list of strokes parted by <c>|</c>; a stroke is a list of points in percent of the digit's
/// box, y downwards; <c>!</c> marks a sharp corner.
/// </remarks>
internal static class DigitShapes
{
    private static readonly string[][] Drawn =
    [
        [
            "50,2 22,18 12,50 22,82 50,98 78,82 88,50 78,18 50,2",
            "64,8 34,6 14,40 20,80 46,98 76,84 86,48 72,14 42,6",
            "40,6 16,36 18,74 44,97 74,80 84,40 66,8 46,12",
        ],
        ["52,2 50,50 48,98", "30,24 52,2! 52,50 52,98", "32,22 52,3! 52,50 52,96 | 26,97 52,96 78,97"],
        [
            "16,24 34,4 64,4 80,24 66,52 38,78 14,96! 50,95 86,96",
            "18,22 40,3 72,10 74,36 48,72 22,94 10,86 24,76 54,90 90,94",
            "18,14 46,2 76,18 70,46 14,97! 84,94",
        ],
        [
            "18,12 46,2 76,16 70,38 42,48! 72,56 82,78 56,97 16,88",
            "18,5 78,5! 44,42! 76,52 80,80 50,98 14,86",
            "20,16 50,3 72,20 62,42 38,49 64,52 78,72 62,94 34,97 16,84",
        ],
        [
            "28,4 20,36 16,58! 50,58 88,56 | 68,22 66,60 62,98",
            "66,98 66,50 66,2! 12,66! 50,66 92,64",
            "20,4 18,30 24,52 48,56 72,50 | 76,4 72,50 68,98",
        ],
        [
            "80,4 26,5! 22,44! 50,38 80,56 78,82 48,98 14,88",
            "30,6 24,44! 54,40 80,60 72,88 44,98 14,90 | 30,6 82,4",
            "76,8 34,8 26,24 28,42 54,44 76,62 66,90 18,94",
        ],
        ["70,4 38,24 18,58 24,88 50,98 78,84 74,60 48,54 22,70", "60,2 32,34 18,70 34,96 66,94 74,70 52,58 24,74"],
        ["14,6 50,6 84,5! 60,48 42,97", "14,8 84,5! 58,48 42,98 | 28,50 50,50 76,48", "16,20 16,5! 84,6! 52,50 38,98"],
        [
            "74,16 48,2 24,18 34,40 64,58 78,80 52,98 22,82 36,56 66,38 74,16",
            "50,48 24,32 30,8 54,2 76,14 70,36 50,48 22,64 20,88 50,99 80,86 76,62 50,48",
        ],
        [
            "74,26 52,4 24,16 22,40 48,52 72,36 76,10! 72,56 64,98",
            "76,30 60,4 26,8 18,36 42,54 70,40 78,18! 78,60 64,88 30,96",
            "70,22 44,3 20,24 34,48 62,44 74,18! 66,60 50,98",
        ],
    ];

    private static readonly StrokePoint[][][][] Parsed = [.. Drawn.Select(ways => ways.Select(Parse).ToArray())];

    /// <summary>The ways to write a digit, each a list of strokes.</summary>
    public static StrokePoint[][][] Ways(int digit) => Parsed[digit];

    private static StrokePoint[][] Parse(string way) =>
        [.. way.Split(" | ").Select(stroke => stroke.Split(' ').Select(ParsePoint).ToArray())];

    private static StrokePoint ParsePoint(string text)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        bool corner = text[^1] == '!';
        int x = int.Parse(text.AsSpan(0, comma), CultureInfo.InvariantCulture);
        int y = int.Parse(text.AsSpan(comma + 1).TrimEnd('!'), CultureInfo.InvariantCulture);
        return new StrokePoint(x / 100.0, y / 100.0, corner);
    }
}
