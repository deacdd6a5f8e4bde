namespace Hnsg.Cli.Tests.Housing;

/// <summary>The floors of the house, from the ground up, each with its rooms; a room is a namespace.</summary>
/// <remarks>A room may use the rooms of the floors below, and of its own floor those before it. So no circle is possible.</remarks>
internal static class Floors
{
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Rooms)> All { get; } =
    [
        ("ground", ["Hnsg.Shared", "Hnsg", "Hnsg.Disk", "Hnsg.Randomness"]),
        ("networks", ["Hnsg.Networks"]),
        (
            "kernels",
            [
                "Hnsg.Kernels",
                "Hnsg.Spikes",
                "Hnsg.Kernels.Sums",
                "Hnsg.Kernels.Neurons",
                "Hnsg.Kernels.Gradients",
                "Hnsg.Kernels.Selection",
                "Hnsg.Kernels.Updates",
            ]
        ),
        ("samples", ["Hnsg.Data.Digits", "Hnsg.Data", "Hnsg.Encoding"]),
        ("engine", ["Hnsg.Engine"]),
        ("results", ["Hnsg.Measures", "Hnsg.Files"]),
        (
            "training",
            [
                "Hnsg.Training.Options",
                "Hnsg.Training.Augmentation",
                "Hnsg.Training.Losses",
                "Hnsg.Training.Surrogates",
                "Hnsg.Training.Optimisers",
                "Hnsg.Training.Methods",
                "Hnsg.Training",
                "Hnsg.Training.Runs",
                "Hnsg.Training.Comparing",
            ]
        ),
        ("diagnosis", ["Hnsg.Diagnosis.Examining", "Hnsg.Diagnosis.Symptoms", "Hnsg.Diagnosis"]),
        ("sweeps", ["Hnsg.Sweeps.Plans", "Hnsg.Sweeps", "Hnsg.Sweeps.Fronts"]),
        (
            "figures, exports",
            [
                "Hnsg.Plots.Drawing",
                "Hnsg.Plots.Raster",
                "Hnsg.Plots.Figures",
                "Hnsg.Plots",
                "Hnsg.Plots.Report",
                "Hnsg.Export.Names",
                "Hnsg.Export",
                "Hnsg.Export.Verification",
                "Hnsg.Export.Npz",
                "Hnsg.Export.Onnx",
                "Hnsg.Export.Verilog",
                "Hnsg.Export.C",
                "Hnsg.Nir.Hdf5",
                "Hnsg.Nir",
            ]
        ),
        (
            "command line",
            ["Hnsg.Cli.Terminal", "Hnsg.Cli.Parsing", "Hnsg.Cli.Exports", "Hnsg.Cli.Commands", "Hnsg.Cli"]
        ),
    ];
}
