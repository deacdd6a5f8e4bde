using System.Globalization;
using Hnsg.Nir.Hdf5;

namespace Hnsg.Nir;

/// <summary>Numbers of a node. Their shape is known from the start; they themselves are read when they are asked for.</summary>
/// <param name="node">The node.</param>
/// <param name="name">Their name in it.</param>
/// <param name="data">The data set.</param>
internal sealed class NirArray(NirNode node, string name, Hdf5Dataset data)
{
    // Dimensions of a shape, such as that of an Input.
    private const int MostDimensions = 32;

    private Hdf5Numbers? _numbers;

    /// <summary>An error of these numbers.</summary>
    public InputException Wrong(string detail) => node.Wrong(name, detail);

    /// <summary>Makes sure that there is a number for each neuron, or one for all.</summary>
    /// <returns>These numbers.</returns>
    public NirArray ForNeurons(ulong neurons) =>
        data.Dimensions is [var count] && count == neurons || data.Count == 1
            ? this
            : throw Wrong($"it has shape {data.Shape}, but ({neurons}) is needed");

    /// <summary>Makes sure that they are weights.</summary>
    /// <returns>Number of neurons and of their inputs.</returns>
    public (ulong Neurons, ulong Inputs) Matrix() =>
        data.Dimensions is [> 0 and var neurons, > 0 and var inputs]
            ? (neurons, inputs)
            : throw Wrong($"it has shape {data.Shape}, but (neurons, inputs) is needed");

    /// <summary>Finite numbers.</summary>
    public Hdf5Numbers Read() => _numbers ??= ReadFinite();

    /// <summary>A finite number for each neuron.</summary>
    public double[] Read(int neurons)
    {
        Hdf5Numbers numbers = Read();
        return [.. Enumerable.Range(0, neurons).Select(n => numbers[numbers.Count == 1 ? 0 : n])];
    }

    /// <summary>The one number that it is.</summary>
    public double ReadOne() =>
        data.Count == 1 ? Read()[0] : throw Wrong($"it has shape {data.Shape}, but one number is needed");

    /// <summary>The sizes of a shape.</summary>
    public ulong[] ReadShape()
    {
        if (data.Dimensions.Length > 1 || data.Count is < 1 or > MostDimensions)
        {
            throw Wrong($"it has shape {data.Shape}, but a list of sizes is needed");
        }
        Hdf5Numbers numbers = Read();
        return [.. Enumerable.Range(0, numbers.Count).Select(i => Size(numbers[i]))];
    }

    private Hdf5Numbers ReadFinite()
    {
        Hdf5Numbers numbers = node.At(name, data.Numbers);
        for (int i = 0; i < numbers.Count; i++)
        {
            if (!double.IsFinite(numbers[i]))
            {
                throw Wrong($"number {i} is {numbers[i].ToString(CultureInfo.InvariantCulture)}, which is not finite");
            }
        }
        return numbers;
    }

    private ulong Size(double value) =>
        value >= 1 && value <= int.MaxValue && value == Math.Floor(value)
            ? (ulong)value
            : throw Wrong($"{value.ToString(CultureInfo.InvariantCulture)} is not a possible size");
}
