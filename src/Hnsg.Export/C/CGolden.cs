using System.Text;

namespace Hnsg.Export.C;

/// <summary>The golden samples as a C header.</summary>
internal static class CGolden
{
    public static string Text(string name, IReadOnlyList<GoldenSample> samples)
    {
        var arrays = new CArrays("const");
        string upper = name.ToUpperInvariant();
        var text = new StringBuilder(
            $"""
            /* Golden samples, and what the trained network does with them. Written by hnsg. */
            #include <stdint.h>

            #define GOLDEN_SAMPLES {samples.Count}

            """
        );
        text.Append(arrays.Numbers("uint32_t", "golden_samples", "GOLDEN_SAMPLES", samples.Select(it => it.Sample)));
        text.Append(
            arrays.Numbers("uint8_t", "golden_classes", "GOLDEN_SAMPLES", samples.Select(it => it.Recording.Class))
        );
        text.Append("/* FNV-1a over the spike bytes of every call of run */\n");
        text.Append(
            arrays.Words("golden_spikes", [.. samples.Select(it => SpikeBytes.Hash(SpikeBytes.Of(it.Recording)))])
        );
        text.Append(
            arrays.Numbers(
                "uint16_t",
                "golden_votes",
                $"GOLDEN_SAMPLES][{upper}_CLASSES",
                samples.Select(it => new Row(it.Recording.Votes.Select(v => v)))
            )
        );
        text.Append(
            arrays.Numbers(
                "uint8_t",
                "golden_pixels",
                $"GOLDEN_SAMPLES][{upper}_INPUTS",
                samples.Select(it => new Row(it.Pixels.ToArray().Select(p => (int)p)))
            )
        );
        return text.ToString();
    }

    private sealed class Row(IEnumerable<int> values) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? provider) =>
            $"{{ {string.Join(", ", values.Select(value => value.ToString(provider)))} }}";
    }
}
