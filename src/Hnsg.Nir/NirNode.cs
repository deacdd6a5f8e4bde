using Hnsg.Nir.Hdf5;

namespace Hnsg.Nir;

/// <summary>A group of a NIR file that is read: a node, the graph, or its metadata.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="hdf">Its content.</param>
/// <param name="path">Where the group is in it.</param>
/// <param name="group">The group.</param>
internal sealed class NirNode(string file, Hdf5File hdf, string path, Hdf5Object group)
{
    // Bytes of a type or of a node's name.
    private const int MostNameBytes = 1000;

    private string? _type;

    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>Where it is in the file.</summary>
    public string Path => path;

    /// <summary>Its type, such as LIF.</summary>
    public string Type => _type ??= Text(NirNames.Type, MostNameBytes);

    /// <summary>The names in it.</summary>
    public IEnumerable<string> Children => At(null, () => group.Links.Keys);

    public bool Has(string name) => At(null, () => group.Links.ContainsKey(name));

    public NirNode Group(string name) =>
        At(name, () => group.Get(name)) switch
        {
            null => throw Wrong(name, "this group is missing"),
            { IsGroup: true } found => new NirNode(file, hdf, $"{path}/{name}", found),
            _ => throw Wrong(name, "this is not a group, but a group is needed"),
        };

    /// <summary>A string.</summary>
    /// <param name="name">Data set.</param>
    /// <param name="mostBytes">Its bytes at most.</param>
    public string Text(string name, int mostBytes)
    {
        Hdf5Dataset data = Dataset(name);
        return data.Type.IsString && data.Count == 1
            ? At(name, () => data.Strings(mostBytes)[0])
            : throw Wrong(name, $"it should be a string, but has shape {data.Shape}, {data.Type.Name}");
    }

    /// <summary>Pairs of names.</summary>
    /// <param name="name">Data set.</param>
    /// <param name="most">How many at most.</param>
    public (string Source, string Target)[] Pairs(string name, int most)
    {
        Hdf5Dataset data = Dataset(name);
        if (!data.Type.IsString || data.Dimensions is not [var count, 2])
        {
            throw Wrong(
                name,
                $"it should be strings of shape (edges, 2), but has shape {data.Shape}, {data.Type.Name}"
            );
        }
        if (count > (ulong)most)
        {
            throw Wrong(name, $"there are {count} edges, but at most {most} can be read");
        }
        string[] names = At(name, () => data.Strings(MostNameBytes));
        return [.. names.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    /// <summary>Numbers, whose shape is known before they are read.</summary>
    public NirArray Numbers(string name)
    {
        Hdf5Dataset data = Dataset(name);
        return data.Type.Number is null
            ? throw Wrong(
                name,
                $"its type is {data.Type.Name}, but it must be numbers: integers of 8 to 64 bits, float16, float32, float64 or bool"
            )
            : new NirArray(this, name, data);
    }

    /// <summary>Does something with what a name leads to, and says where it was when it fails.</summary>
    public T At<T>(string? name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Hdf5Exception error)
        {
            throw new InputException(file, Located(name, error.Message), error);
        }
    }

    /// <summary>An error in this group.</summary>
    public InputException Wrong(string name, string detail) => new(file, Located(name, detail));

    /// <summary>An error of this group.</summary>
    public InputException Wrong(string detail) => new(file, Located(null, detail));

    private string Located(string? name, string detail) =>
        $"at {(name is not null ? $"{path}/{name}" : path.Length == 0 ? "/" : path)}: {detail}";

    private Hdf5Dataset Dataset(string name) =>
        At(name, () => group.Get(name) is { IsDataset: true } found ? new Hdf5Dataset(hdf, found) : null)
        ?? throw Wrong(name, "this data set is missing");
}
