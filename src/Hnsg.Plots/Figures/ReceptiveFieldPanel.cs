using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Figures;

/// <summary>The kept connections of hidden neurons as pictures: excitation and inhibition.</summary>
internal static class ReceptiveFieldPanel
{
    private const int Columns = 6;
    private const int Rows = 4;

    /// <summary>Makes the panel.</summary>
    /// <param name="network">The network.</param>
    /// <param name="first">Activity of its first layer: the neurons that spike most are shown.</param>
    public static Panel Of(HiddenNetwork network, LayerActivity first)
    {
        int[] neurons =
        [
            .. Enumerable
                .Range(0, first.Neurons)
                .OrderByDescending(j => first.NeuronIntensity[j])
                .ThenBy(j => j)
                .Take(Columns * Rows),
        ];
        PictureGrid grid = PictureGrid.Of(network);
        return new Panel(
            "Receptive fields",
            (canvas, box) =>
            {
                canvas.Text(
                    box.Left,
                    box.Top + 8,
                    "kept connections of the neurons that spike most, with their numbers",
                    new TextStyle(Hue.Muted, 12)
                );
                double width = box.Width / Columns;
                double height = (box.Height - 20) / Rows;
                for (int i = 0; i < neurons.Length; i++)
                {
                    var cell = new Box(
                        box.Left + i % Columns * width,
                        box.Top + 20 + i / Columns * height,
                        width,
                        height
                    );
                    Box picture = grid.Within(new Box(cell.Left, cell.Top, width - 8, height - 24));
                    foreach (int sign in (ReadOnlySpan<int>)[1, -1])
                    {
                        double[] field = Field(network, neurons[i], sign);
                        grid.Draw(canvas, picture, field, sign > 0 ? Hue.First : Hue.Second);
                    }
                    canvas.Frame(picture, Hue.Rule);
                    canvas.Text(cell.Left, picture.Bottom + 13, $"{neurons[i]}", new TextStyle(Hue.Muted, 11));
                }
            }
        )
        {
            Legend = [("excites", Hue.First), ("inhibits", Hue.Second)],
        };
    }

    private static double[] Field(HiddenNetwork network, int neuron, int sign)
    {
        NetworkSpec spec = network.Spec;
        Mask mask = network.Masks[0];
        double largest = FrozenWeights.Largest(spec.Weights);
        var field = new double[mask.Rows];
        for (int input = 0; input < mask.Rows; input++)
        {
            if (mask[input, neuron])
            {
                int weight = FrozenWeights.At(spec.Weights, spec.Seed, 0, (long)input * mask.Columns + neuron);
                field[input] = Math.Max(0, sign * weight / largest);
            }
        }
        return field;
    }
}
