namespace Hnsg.Data.Digits;

/// <summary>A short straight piece of a stroke, in pixels, with the pen's half width at both ends.</summary>
internal readonly record struct PenLine(double X0, double Y0, double X1, double Y1, double Radius0, double Radius1);
