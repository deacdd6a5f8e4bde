using Hnsg.Inference;
using Hnsg.Networks;

namespace Hnsg.Plots;

/// <summary>A picture of one sample on its way through a network: pixels, hidden spikes, output spikes, votes.</summary>
public static class SpikeRasterFigure
{
    /// <summary>Shows a network a sample and draws what happened.</summary>
    /// <param name="network">The network; its metadata say how the picture lies and what the classes are called.</param>
    /// <param name="pixels">The sample: as many pixels as the network has inputs, row by row, 0…255.</param>
    /// <param name="path">The file to make or replace; the ending, .png or .svg, says the format.</param>
    /// <param name="style">Size and colours; null for the defaults.</param>
    /// <param name="sample">Index of the sample in its set, at least 0: names the input spikes where they are random.</param>
    /// <param name="label">The class the sample really has, where it is known; the headline says whether it was found.</param>
    /// <remarks>The same sample makes the same bytes each time; on another machine only where it has the same font.</remarks>
    /// <exception cref="OptionException">The file's ending or a value of the style cannot be used.</exception>
    /// <exception cref="InputException">The file cannot be written; an earlier one is untouched.</exception>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public static void Save(
        HiddenNetwork network,
        ReadOnlySpan<byte> pixels,
        string path,
        FigureStyle? style = null,
        int sample = 0,
        int? label = null
    )
    {
        FigureStyle valid = (style ?? new()).Validate();
        FigureFile.IsVector(path); // before any work
        SpikeRecording recording = SpikeRecorder.Record(network, pixels, sample);
        var headline = RasterHeadline.Of(network, recording, label);
        byte[] picture = pixels.ToArray();
        FigureFile.Write(
            path,
            valid,
            headline.ToString(),
            canvas =>
            {
                using var pen = new FigurePen(canvas, valid);
                new SpikeRasterDrawing(pen, valid, network, recording).Draw(headline, picture);
            }
        );
    }
}
