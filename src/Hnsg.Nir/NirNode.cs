using System.Globalization;
using PureHDF;

namespace Hnsg.Nir;

/// <summary>A group of a NIR file that is read: a node, the graph, or its metadata.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="path">Where it is in the file.</param>
/// <param name="group">The group.</param>
internal sealed class NirNode(string file, string path, IH5Group group)
{
    // So that a small file cannot claim a huge array: as many as a network may have connections.
    private const ulong MostElements = 1 << 28;

    /// <summary>Where it is in the file.</summary>
    public string Path => path;

    /// <summary>Its type, such as LIF.</summary>
    public string Type => Text(NirNames.Type);

    public bool Has(string name) => group.LinkExists(name);

    public IEnumerable<string> Children() => group.Children().Select(child => child.Name);

    public NirNode Group(string name) =>
        Has(name) && group.Get(name) is IH5Group found
            ? new NirNode(file, $"{path}/{name}", found)
            : throw Wrong(name, "this group is missing");

    public string Text(string name)
    {
        IH5Dataset dataset = Dataset(name);
        if (dataset.Type.Class is not (H5DataTypeClass.VariableLength or H5DataTypeClass.String) || Count(dataset) != 1)
        {
            throw Wrong(name, "it should be a string");
        }
        return (dataset.Space.Rank == 0 ? dataset.Read<string>() : dataset.Read<string[]>()[0]) ?? "";
    }

    public (string Source, string Target)[] Pairs(string name)
    {
        IH5Dataset dataset = Dataset(name);
        if (
            dataset.Type.Class is not (H5DataTypeClass.VariableLength or H5DataTypeClass.String)
            || dataset.Space.Rank != 2
            || dataset.Space.Dimensions[1] != 2
            || Count(dataset) > MostElements
        )
        {
            throw Wrong(name, $"it should be strings of shape (edges, 2), and has shape {Shape(dataset)}");
        }
        string[,] edges = dataset.Read<string[,]>();
        return [.. Enumerable.Range(0, edges.GetLength(0)).Select(e => (edges[e, 0] ?? "", edges[e, 1] ?? ""))];
    }

    /// <summary>Finite numbers of a shape.</summary>
    /// <param name="name">Data set.</param>
    /// <param name="shape">Its shape.</param>
    public double[] Numbers(string name, params ulong[] shape)
    {
        double[] values = Numbers(name, out ulong[] found);
        // One number may stand for that of all neurons.
        if (shape.Length == 1 && values.Length == 1)
        {
            return [.. Enumerable.Repeat(values[0], (int)shape[0])];
        }
        return found.SequenceEqual(shape)
            ? values
            : throw Wrong(
                name,
                $"it has shape ({string.Join(", ", found)}), and ({string.Join(", ", shape)}) is needed"
            );
    }

    /// <summary>Finite numbers of any shape.</summary>
    public double[] Numbers(string name, out ulong[] shape)
    {
        IH5Dataset dataset = Dataset(name);
        shape = dataset.Space.Dimensions;
        if (Count(dataset) > MostElements)
        {
            throw Wrong(name, $"its shape is {Shape(dataset)}, more than {MostElements:N0} numbers");
        }
        double[] values = Read(dataset, name);
        int at = Array.FindIndex(values, value => !double.IsFinite(value));
        return at < 0
            ? values
            : throw Wrong(
                name,
                $"number {at} is {values[at].ToString(CultureInfo.InvariantCulture)}, which is not finite"
            );
    }

    /// <summary>An error in this group.</summary>
    public InputException Wrong(string name, string detail) => new(file, $"at {path}/{name}: {detail}");

    /// <summary>An error of this group.</summary>
    public InputException Wrong(string detail) => new(file, $"at {path}: {detail}");

    private double[] Read(IH5Dataset dataset, string name) =>
        (dataset.Type.Class, dataset.Type.Size) switch
        {
            (H5DataTypeClass.FloatingPoint, 4) => Values<float>(dataset, it => it),
            (H5DataTypeClass.FloatingPoint, 8) => Values<double>(dataset, it => it),
            (H5DataTypeClass.FixedPoint, 1) => Values<sbyte>(dataset, it => it),
            (H5DataTypeClass.FixedPoint, 2) => Values<short>(dataset, it => it),
            (H5DataTypeClass.FixedPoint, 4) => Values<int>(dataset, it => it),
            (H5DataTypeClass.FixedPoint, 8) => Values<long>(dataset, it => it),
            _ => throw Wrong(name, $"it should be numbers, and is {dataset.Type.Class}"),
        };

    private static double[] Values<T>(IH5Dataset dataset, Func<T, double> convert)
        where T : unmanaged =>
        dataset.Space.Rank == 0
            ? [convert(dataset.Read<T>())]
            : Array.ConvertAll(dataset.Read<T[]>(), it => convert(it));

    private IH5Dataset Dataset(string name) =>
        Has(name) && group.Get(name) is IH5Dataset found ? found : throw Wrong(name, "this data set is missing");

    private static ulong Count(IH5Dataset dataset)
    {
        ulong count = 1;
        foreach (ulong size in dataset.Space.Dimensions)
        {
            count = size > MostElements ? MostElements + 1 : Math.Min(count * size, MostElements + 1);
        }
        return count;
    }

    private static string Shape(IH5Dataset dataset) => $"({string.Join(", ", dataset.Space.Dimensions)})";
}
