using System.Buffers.Binary;
using System.IO.Compression;

namespace Hnsg.Data;

/// <summary>Writes IDX files, the format of MNIST.</summary>
public static class IdxWriter
{
    /// <summary>Writes pictures.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="samples">The pictures, at least one; the labels are not written.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows; width × height is the samples' number of inputs.</param>
    /// <param name="gzip">Whether to compress the file; default false.</param>
    /// <exception cref="ArgumentException">The samples do not have this shape.</exception>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteImages(string path, SampleSet samples, int width, int height, bool gzip = false)
    {
        Check(path, samples);
        if ((long)width * height != samples.Inputs || width < 1)
        {
            throw new ArgumentException($"{width} × {height} is not {samples.Inputs} pixels.", nameof(width));
        }
        uint[] header = [IdxReader.ImagesMagic, (uint)samples.Count, (uint)height, (uint)width];
        Write(
            path,
            gzip,
            header,
            stream =>
            {
                for (int i = 0; i < samples.Count; i++)
                {
                    stream.Write(samples.Pixels(i));
                }
            }
        );
    }

    /// <summary>Writes labels.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="samples">The labels, at least one; the pictures are not written.</param>
    /// <param name="gzip">Whether to compress the file; default false.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteLabels(string path, SampleSet samples, bool gzip = false)
    {
        Check(path, samples);
        Write(path, gzip, [IdxReader.LabelsMagic, (uint)samples.Count], stream => stream.Write(samples.Labels));
    }

    /// <summary>Writes a data set as the four files with the usual names, and creates the folder if needed.</summary>
    /// <param name="folder">The folder; it can then be loaded as a data set.</param>
    /// <param name="dataset">What is written.</param>
    /// <param name="gzip">Whether to compress the files and add .gz to their names; default false.</param>
    /// <exception cref="InputException">The data are inconsistent, or a file cannot be written.</exception>
    public static void WriteFolder(string folder, Dataset dataset, bool gzip = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.Validate();
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"the folder cannot be created: {e.Message}", e);
        }
        string end = gzip ? ".gz" : "";
        string Named(string name) => Path.Combine(folder, name + end);
        WriteImages(Named(IdxFolder.TrainImages), dataset.Train, dataset.Width, dataset.Height, gzip);
        WriteLabels(Named(IdxFolder.TrainLabels), dataset.Train, gzip);
        WriteImages(Named(IdxFolder.TestImages), dataset.Test, dataset.Width, dataset.Height, gzip);
        WriteLabels(Named(IdxFolder.TestLabels), dataset.Test, gzip);
    }

    private static void Check(string path, SampleSet samples)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0)
        {
            throw new ArgumentException("There are no samples to write.", nameof(samples));
        }
    }

    private static void Write(string path, bool gzip, uint[] header, Action<Stream> body)
    {
        try
        {
            using FileStream file = File.Create(path);
            using Stream stream = gzip
                ? new GZipStream(file, CompressionLevel.SmallestSize)
                : new BufferedStream(file, 65_536);
            byte[] word = new byte[4];
            foreach (uint field in header)
            {
                BinaryPrimitives.WriteUInt32BigEndian(word, field);
                stream.Write(word);
            }
            body(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be written: {e.Message}", e);
        }
    }
}
