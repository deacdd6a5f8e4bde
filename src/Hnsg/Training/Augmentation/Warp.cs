using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Randomness;
using Hnsg.Shared;

namespace Hnsg.Training.Augmentation;

/// <summary>Pictures turned, zoomed, mirrored and bent at random, about their centre and between pixels.</summary>
/// <remarks>
/// Where a pixel comes from is an affine map plus a smooth field: a uniform cubic B-spline over control points
/// <see cref="Spacing"/> pixels apart that move at random. That is the elastic distortion of Simard, Steinkraus and Platt
/// (ICDAR 2003), whose Gaussian of 4 pixels this spline is as wide as, at a fraction of the cost. Values between pixels are bilinear,
/// in integers; outside the picture it is 0.
/// One object serves one thread.
/// </remarks>
internal sealed class Warp
{
    /// <summary>Pixels between control points.</summary>
    private const int Spacing = 7;

    private const int Taps = 4;
    private const int Lanes = 16;

    private readonly WarpOptions _options;
    private readonly int _width;
    private readonly int _height;
    private readonly int _across;
    private readonly int _down;
    private readonly int _row;
    private readonly float[] _basis;
    private readonly float[] _fieldX;
    private readonly float[] _fieldY;
    private readonly byte[] _padded;
    private readonly int _stride;

    /// <summary>Makes ready for pictures of one size.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="options">How far each may go.</param>
    public Warp(int width, int height, WarpOptions options)
    {
        _options = options;
        _width = width;
        _height = height;
        _across = Points(width);
        _down = Points(height);
        _row = (width + Lanes - 1) / Lanes * Lanes;
        _basis = Basis(_across, width, _row);
        _fieldX = new float[_across * _down];
        _fieldY = new float[_across * _down];
        // A column and a row of zeros before, two after: then no neighbour of a pixel has to be checked.
        _stride = width + 3;
        _padded = new byte[_stride * (height + 3)];
    }

    /// <summary>Warps a picture.</summary>
    /// <param name="pixels">The picture.</param>
    /// <param name="shift">Whole pixels by which it moves to the right and down as well.</param>
    /// <param name="key">Key of the epoch.</param>
    /// <param name="stream">The sample.</param>
    /// <param name="warped">Gets the picture.</param>
    public void Run(ReadOnlySpan<byte> pixels, (int X, int Y) shift, RandomKey key, uint stream, Span<byte> warped)
    {
        for (int y = 0; y < _height; y++)
        {
            pixels.Slice(y * _width, _width).CopyTo(_padded.AsSpan((y + 1) * _stride + 1));
        }
        ulong turn = key.Draw(stream, 0);
        (float zoomX, float zoomY) = Pair(key.Draw(stream, 1), (float)_options.Zoom);
        double angle = _options.Rotate / 180 * Signed((uint)turn);
        float cos = (float)PortableMath.CosPi(Math.Abs(angle));
        float sin = (float)PortableMath.CosPi(0.5 - Math.Abs(angle)) * (angle < 0 ? -1 : 1);
        float mirror = _options.Flip && (turn >> 63) != 0 ? -1 : 1;
        float byX = mirror * (1 + zoomX);
        float byY = 1 + zoomY;
        DrawField(key, stream);
        float centreX = (_width - 1) * 0.5f;
        float centreY = (_height - 1) * 0.5f;
        Span<float> weights = stackalloc float[Taps];
        int points = _options.Elastic == 0 ? 0 : _across;
        Span<float> rowX = stackalloc float[points];
        Span<float> rowY = stackalloc float[points];
        for (int y = 0; y < _height; y++)
        {
            Along(y, weights, rowX, rowY);
            float fromY = y - centreY;
            Row(
                warped.Slice(y * _width, _width),
                rowX,
                rowY,
                new Line(centreX + 1 - shift.X - byX * (cos * centreX + sin * fromY), byX * cos),
                new Line(centreY + 1 - shift.Y + byY * (cos * fromY - sin * centreX), byY * sin)
            );
        }
    }

    // Control points that the B-splines of a line of pixels need.
    private static int Points(int pixels) => (pixels - 1) / Spacing + Taps;

    // Weight of every control point at every pixel of a line.
    private static float[] Basis(int points, int pixels, int row)
    {
        var basis = new float[points * row];
        Span<float> weights = stackalloc float[Taps];
        for (int x = 0; x < pixels; x++)
        {
            Weights(x, weights);
            for (int tap = 0; tap < Taps; tap++)
            {
                basis[(x / Spacing + tap) * row + x] = weights[tap];
            }
        }
        return basis;
    }

    // The uniform cubic B-spline.
    private static void Weights(int pixel, Span<float> weights)
    {
        float u = pixel % Spacing / (float)Spacing;
        float v = 1 - u;
        weights[0] = v * v * v / 6;
        weights[1] = ((3 * u - 6) * u * u + 4) / 6;
        weights[2] = ((3 * v - 6) * v * v + 4) / 6;
        weights[3] = u * u * u / 6;
    }

    private void DrawField(RandomKey key, uint stream)
    {
        if (_options.Elastic == 0)
        {
            return;
        }
        for (int i = 0; i < _fieldX.Length; i++)
        {
            (_fieldX[i], _fieldY[i]) = Pair(key.Draw(stream, (uint)i + 2), (float)_options.Elastic);
        }
    }

    // The control points of one row of pixels.
    private void Along(int y, Span<float> weights, Span<float> rowX, Span<float> rowY)
    {
        Weights(y, weights);
        int first = y / Spacing * _across;
        for (int i = 0; i < rowX.Length; i++)
        {
            float x = 0;
            float down = 0;
            for (int tap = 0; tap < Taps; tap++)
            {
                x += weights[tap] * _fieldX[first + tap * _across + i];
                down += weights[tap] * _fieldY[first + tap * _across + i];
            }
            rowX[i] = x;
            rowY[i] = down;
        }
    }

    private void Row(Span<byte> warped, ReadOnlySpan<float> rowX, ReadOnlySpan<float> rowY, Line lineX, Line lineY)
    {
        Span<int> places = stackalloc int[Lanes];
        Span<int> above = stackalloc int[Lanes];
        Span<int> below = stackalloc int[Lanes];
        ref byte padded = ref MemoryMarshal.GetArrayDataReference(_padded);
        for (int x = 0; x < _width; x += Lanes)
        {
            Vector512<float> place = Vector512.CreateSequence((float)x, 1);
            Vector512<float> fromX = Vector512.Create(lineX.Start) + place * lineX.Step;
            Vector512<float> fromY = Vector512.Create(lineY.Start) + place * lineY.Step;
            for (int i = 0; i < rowX.Length; i++)
            {
                Vector512<float> weight = Vector512.LoadUnsafe(ref _basis[i * _row + x]);
                fromX += weight * rowX[i];
                fromY += weight * rowY[i];
            }
            Vector512<int> atX = Fixed(fromX, _width + 1);
            Vector512<int> atY = Fixed(fromY, _height + 1);
            ((atY >> 8) * _stride + (atX >> 8)).CopyTo(places);
            int count = Math.Min(Lanes, _width - x);
            for (int i = 0; i < count; i++)
            {
                ref byte corner = ref Unsafe.Add(ref padded, places[i]);
                above[i] = Unsafe.ReadUnaligned<ushort>(ref corner);
                below[i] = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref corner, _stride));
            }
            Vector512<int> one = Vector512.Create(256);
            Vector512<int> low = Vector512.Create(255);
            Vector512<int> partX = atX & low;
            Vector512<int> partY = atY & low;
            Vector512<int> first = Vector512.Create<int>(above);
            Vector512<int> second = Vector512.Create<int>(below);
            first = (first & low) * (one - partX) + (first >> 8) * partX;
            second = (second & low) * (one - partX) + (second >> 8) * partX;
            Vector512<int> value = (first * (one - partY) + second * partY + Vector512.Create(1 << 15)) >> 16;
            value.CopyTo(places);
            for (int i = 0; i < count; i++)
            {
                warped[x + i] = (byte)places[i];
            }
        }
    }

    // In 256ths of a pixel of the padded picture, whose last pixel but one is the last that may be asked for.
    private static Vector512<int> Fixed(Vector512<float> from, int last)
    {
        Vector512<float> inside = Vector512.Min(
            Vector512.Max(from, Vector512<float>.Zero),
            Vector512.Create((float)last)
        );
        return Vector512.ConvertToInt32(inside * 256f);
    }

    private static (float, float) Pair(ulong random, float range) =>
        (Signed((uint)random) * range, Signed((uint)(random >> 32)) * range);

    // Uniform in (−1, 1).
    private static float Signed(uint bits) => (int)bits * (1 / 2147483648f);

    private readonly record struct Line(float Start, float Step);
}
