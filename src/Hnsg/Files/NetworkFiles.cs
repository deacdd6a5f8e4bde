using Hnsg.Disk;
using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>Networks from and to model files.</summary>
public static class NetworkFiles
{
    /// <summary>The usual ending of a model file's name.</summary>
    public const string Extension = ModelFile.Extension;

    extension(HiddenNetwork)
    {
        /// <summary>Reads a network from a model file.</summary>
        /// <param name="path">The file.</param>
        /// <exception cref="InputException">It is missing, not a model file, of a newer version, cut off, or damaged.</exception>
        public static HiddenNetwork Load(string path) => ModelFile.Read(path);

        /// <summary>Reads a network from a stream, to the stream's end.</summary>
        /// <param name="stream">The bytes of a model file.</param>
        /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
        public static HiddenNetwork Load(Stream stream) => ModelFile.Read(stream, "model");

        /// <summary>Reads a network from the bytes of a model file.</summary>
        /// <param name="bytes">The whole file.</param>
        /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
        public static HiddenNetwork Load(ReadOnlySpan<byte> bytes) => ModelFile.Read(bytes, "model");
    }

    extension(TrainedNetwork)
    {
        /// <summary>Reads a network of any kind from a model file.</summary>
        /// <param name="path">The file.</param>
        /// <exception cref="InputException">It is missing, not a model file, of a newer version, cut off, or damaged.</exception>
        public static TrainedNetwork LoadAny(string path) => ModelFile.ReadAny(path);

        /// <summary>Reads a network of any kind from the bytes of a model file.</summary>
        /// <param name="bytes">The whole file.</param>
        /// <exception cref="InputException">It is not a model file, of a newer version, cut off, or damaged.</exception>
        public static TrainedNetwork LoadAny(ReadOnlySpan<byte> bytes) => ModelFile.ReadAny(bytes, "model");
    }

    extension(TrainedNetwork network)
    {
        /// <summary>The bytes of the network's model file; the same network has the same bytes on every machine.</summary>
        /// <exception cref="OptionException">The layers together have more than 2^28 connections.</exception>
        public byte[] ToBytes()
        {
            ArgumentNullException.ThrowIfNull(network);
            return network switch
            {
                HiddenNetwork hidden => ModelFile.ToBytes(hidden),
                SignedNetwork signed => WeightFile.ToBytes(signed),
                RealNetwork real => WeightFile.ToBytes(real),
                _ => throw new ArgumentException($"There is no file for a {network.GetType().Name}.", nameof(network)),
            };
        }

        /// <summary>Writes the network's model file, completely or not at all.</summary>
        /// <param name="path">The file to create or replace.</param>
        /// <exception cref="InputException">It cannot be written; an earlier file is untouched.</exception>
        /// <exception cref="OptionException">The layers together have more than 2^28 connections.</exception>
        public void Save(string path) => AtomicFile.Write(path, network.ToBytes());
    }
}
