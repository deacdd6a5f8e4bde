using System.Globalization;
using System.Numerics;
using System.Text;

namespace Hnsg.Export.Verilog;

/// <summary>Widths, and numbers as $readmemh reads them.</summary>
internal static class VerilogNumbers
{
    /// <summary>Bits that number so many things, at least one.</summary>
    public static int Bits(int count) => BitOperations.Log2((uint)Math.Max(1, count - 1)) + 1;

    /// <summary>Bits that hold ±magnitude.</summary>
    public static int SignedBits(long magnitude) => BitOperations.Log2((ulong)magnitude) + 2;

    /// <summary>A word a line, in hex digits for so many bits.</summary>
    public static string Lines(IEnumerable<BigInteger> words, int bits)
    {
        int digits = (bits + 3) / 4;
        var text = new StringBuilder();
        foreach (BigInteger word in words)
        {
            // The leading zero that keeps a number positive is one digit too many.
            string hex = word.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
            text.Append('0', digits - hex.Length).Append(hex).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>A number that a simulator printed; digits that it does not know (x, z) are as wrong as any others.</summary>
    public static BigInteger Parse(string hex) =>
        BigInteger.TryParse(
            "0" + hex,
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out BigInteger value
        )
            ? value
            : BigInteger.MinusOne;
}
