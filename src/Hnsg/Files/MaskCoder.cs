using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>A mask as bytes, a good deal fewer than one bit per connection.</summary>
/// <remarks>
/// Beyond the layer's shape and kept count it uses that a reader knows the frozen weights: on trained first layers
/// that is worth a quarter of the size. An all-kept mask takes no bytes. What is decoded has the layer's kept count
/// whatever the bytes are, since the last bits follow from the count.
/// </remarks>
internal static class MaskCoder
{
    /// <summary>Above this number of connections the choices of <see cref="MaskCoding"/> are not tried out: they matter little there.</summary>
    private const long MostToTry = 1 << 22;

    /// <summary>
    /// A byte cannot say more than this many bits of a mask: the likeliest bit has probability 1 − 3/65,536, so it
    /// takes 1/15,000 of a bit.
    /// </summary>
    private const long MostBitsAByte = 1 << 17;

    /// <summary>Encodes a mask.</summary>
    /// <param name="mask">A mask of the layer's shape and kept count.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="width">Pixels in a row of the picture that the inputs form; 0 when they form none or it is not known.</param>
    public static byte[] Encode(Mask mask, in MaskLayer layer, int width)
    {
        if (layer.Kept == layer.Connections)
        {
            return [];
        }
        bool picture = width > 0 && width <= MaskCoding.MostWidth && width <= layer.Inputs;
        var best = new MaskCoding(0, 1, picture ? width : 0);
        byte[] shortest = Encode(mask, layer, best);
        if (layer.Connections > MostToTry)
        {
            return shortest;
        }
        // One choice after the other, each with the best of those before, as long as it gets shorter.
        while (
            best.Rows < MaskCoding.Most && Try(mask, layer, best with { Rows = best.Rows + 1 }, ref best, ref shortest)
        ) { }
        while (
            best.Columns < MaskCoding.Most
            && Try(mask, layer, best with { Columns = best.Columns + 1 }, ref best, ref shortest)
        ) { }
        if (picture)
        {
            Try(mask, layer, best with { Width = 0 }, ref best, ref shortest);
        }
        return shortest;
    }

    /// <summary>Encodes a mask with given choices.</summary>
    public static byte[] Encode(Mask mask, in MaskLayer layer, MaskCoding coding)
    {
        var encoder = new ArithmeticEncoder();
        new MaskModel(layer, coding).Run(ref encoder, new MaskBuilder(mask));
        byte[] code = encoder.Finish();
        var bytes = new byte[MaskCoding.Bytes + code.Length];
        coding.Write(bytes);
        code.CopyTo(bytes, MaskCoding.Bytes);
        return bytes;
    }

    /// <summary>Decodes a mask.</summary>
    /// <returns>A mask of the layer's shape and kept count.</returns>
    /// <exception cref="InvalidDataException">The bytes are not the code of a mask of this layer.</exception>
    public static Mask Decode(ReadOnlySpan<byte> bytes, in MaskLayer layer)
    {
        if (layer.Kept == layer.Connections)
        {
            return bytes.Length == 0
                ? All(layer)
                : throw new InvalidDataException("a mask that keeps every connection has no bytes");
        }
        MaskCoding coding = MaskCoding.Read(bytes);
        if (coding.Width > layer.Inputs)
        {
            throw new InvalidDataException($"pictures {coding.Width} wide do not fit {layer.Inputs} inputs");
        }
        // Either all kept or all dropped connections must be coded; so a few bytes cannot ask for much memory.
        if (Math.Min(layer.Kept, layer.Connections - layer.Kept) > MostBitsAByte * (bytes.Length + 4))
        {
            throw new InvalidDataException($"{bytes.Length} bytes cannot hold {layer.Connections} connections");
        }
        var mask = new MaskBuilder(layer.Inputs, layer.Neurons);
        var decoder = new ArithmeticDecoder(bytes[MaskCoding.Bytes..]);
        new MaskModel(layer, coding).Run(ref decoder, mask);
        if (decoder.Starved)
        {
            throw new InvalidDataException("the mask's code is cut off");
        }
        if (decoder.Unread > 0)
        {
            throw new InvalidDataException($"the mask's code ends {decoder.Unread} bytes before its length says");
        }
        return mask.Build();
    }

    private static bool Try(Mask mask, in MaskLayer layer, MaskCoding coding, ref MaskCoding best, ref byte[] shortest)
    {
        byte[] bytes = Encode(mask, layer, coding);
        if (bytes.Length >= shortest.Length)
        {
            return false;
        }
        best = coding;
        shortest = bytes;
        return true;
    }

    private static Mask All(in MaskLayer layer)
    {
        var mask = new MaskBuilder(layer.Inputs, layer.Neurons);
        for (long i = 0; i < layer.Connections; i++)
        {
            mask[i] = true;
        }
        return mask.Build();
    }
}
