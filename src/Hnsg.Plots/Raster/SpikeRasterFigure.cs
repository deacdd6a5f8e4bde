using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Raster;

/// <summary>How one sample passes through a network: pixels, hidden spikes, output spikes, votes.</summary>
public static class SpikeRasterFigure
{
    /// <summary>Shows a network a sample and draws what happened.</summary>
    /// <param name="network">The network; its metadata give the picture's size and the class names.</param>
    /// <param name="pixels">The sample: as many pixels as the network has inputs, row by row, 0…255.</param>
    /// <param name="sample">Index of the sample in its set, at least 0: selects the random stream of rate-coded input.</param>
    /// <param name="label">The true class of the sample, if known; the headline says whether the network found it.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public static Figure Of(TrainedNetwork network, ReadOnlySpan<byte> pixels, int sample = 0, int? label = null)
    {
        SpikeRecording recording = SpikeRecorder.Record(network, pixels, sample);
        var headline = RasterHeadline.Of(network, recording, label);
        byte[] picture = pixels.ToArray();
        return new Figure(
            headline.ToString(),
            RasterLayout.Width,
            RasterLayout.Height,
            canvas => new SpikeRasterDrawing(canvas, network, recording).Draw(headline, picture)
        );
    }

    /// <summary>Animates what happens: hidden neurons light up step by step, and the votes are counted.</summary>
    /// <remarks>An SVG is animated in every browser, without scripts; a PNG shows the last step.</remarks>
    /// <param name="network">The network; its metadata give the picture's size and the class names.</param>
    /// <param name="pixels">The sample: as many pixels as the network has inputs, row by row, 0…255.</param>
    /// <param name="sample">Index of the sample in its set, at least 0: selects the random stream of rate-coded input.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public static Figure Animated(TrainedNetwork network, ReadOnlySpan<byte> pixels, int sample = 0) =>
        SpikeAnimation.Of(network, pixels, sample);
}
