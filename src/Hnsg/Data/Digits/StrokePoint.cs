namespace Hnsg.Data.Digits;

/// <summary>A point that the pen passes; y grows downwards.</summary>
/// <param name="X">Across: 0 is the left edge of the digit's box and 1 the right.</param>
/// <param name="Y">Down: 0 is the top of the digit's box and 1 the bottom.</param>
/// <param name="Corner">True where the pen turns sharply; elsewhere the curve is smooth.</param>
internal readonly record struct StrokePoint(double X, double Y, bool Corner);
