using System.Globalization;
using Hnsg.Data;
using Hnsg.Networks;

namespace Hnsg.Cli.Terminal;

/// <summary>Reads what a person names to be classified: PNG files, or numbers of test samples.</summary>
internal static class InputReader
{
    /// <summary>Reads all inputs.</summary>
    /// <param name="inputs">Names.</param>
    /// <param name="path">The model file, for errors.</param>
    /// <param name="network">The network that they are for.</param>
    /// <param name="load">Loads the data set; called only where an input is a number.</param>
    /// <exception cref="InputException">A file is missing, damaged, or of another size.</exception>
    /// <exception cref="OptionException">There is no such test sample.</exception>
    public static IReadOnlyList<PredictionInput> Read(
        string[] inputs,
        string path,
        TrainedNetwork network,
        Func<Dataset> load
    )
    {
        Dataset? data = inputs.Any(input => Index(input) is not null) ? load() : null;
        return [.. inputs.Select(input => Read(input, network, path, data))];
    }

    private static PredictionInput Read(string input, TrainedNetwork network, string path, Dataset? data)
    {
        if (Directory.Exists(input))
        {
            throw new InputException(
                input,
                $"this is a folder. Name the pictures themselves, such as {Path.Join(input, "*.png")}"
            );
        }
        if (Index(input) is not { } index)
        {
            ModelMetadata metadata = network.Metadata;
            if (metadata is not { Width: { } width, Height: { } height })
            {
                throw new InputException(
                    path,
                    "the model does not record the size of its pictures, so it cannot classify any. Name a test sample"
                );
            }
            return new PredictionInput(input, PngImage.Read(input, width, height), 0, null);
        }
        SampleSet test = data!.Test;
        if (index >= test.Count)
        {
            throw new OptionException(
                "INPUT",
                $"there is no test sample {input} in {data.Name}; they are numbered 0…{Numbers.Count(test.Count - 1)}"
            );
        }
        return new PredictionInput(
            $"test sample {index} of {data.Name}",
            test.Pixels((int)index).ToArray(),
            (int)index,
            test.Labels[(int)index]
        );
    }

    private static long? Index(string input) =>
        !Path.Exists(input) && long.TryParse(input, NumberStyles.None, CultureInfo.InvariantCulture, out long index)
            ? index
            : null;
}
