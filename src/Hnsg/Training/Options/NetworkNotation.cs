using System.Globalization;
using Hnsg.Networks;

namespace Hnsg.Training.Options;

/// <summary>The notation of networks: the hidden populations from input to output, joined by <c>-</c>.</summary>
/// <remarks>
/// So far there are dense populations only: <c>1000-500</c> has 1,000 and then 500 neurons, <c>none</c> has no hidden
/// population. The rest of the notation is read too, so that the error can say what it means.
/// </remarks>
public static class NetworkNotation
{
    private const string Option = "network";
    private const string None = "none";

    // The output is a layer too.
    private const int MostPopulations = NetworkSpecValidation.MaxLayers - 1;

    /// <summary>The text for some hidden populations, which <see cref="Parse"/> reads back.</summary>
    /// <param name="hidden">Neurons of each hidden population.</param>
    public static string Of(IEnumerable<int> hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        string text = string.Join('-', hidden.Select(neurons => neurons.ToString(CultureInfo.InvariantCulture)));
        return text.Length == 0 ? None : text;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">At most 15 populations of 1…65,535 neurons, such as <c>1000-500</c>, or <c>none</c>.</param>
    /// <returns>Neurons of each hidden population, as <see cref="TrainingOptions.Hidden"/> has them.</returns>
    /// <exception cref="OptionException">
    /// It is no such text, or it has populations that are not dense. The message names the part or the character.
    /// </exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == None)
        {
            return [];
        }
        var hidden = new List<int>();
        int start = 0;
        do
        {
            var part = NetworkPart.Read(text, start);
            hidden.Add(Neurons(part));
            start = part.End + 1;
        } while (start <= text.Length);
        return hidden.Count <= MostPopulations
            ? hidden
            : throw new OptionException(
                Option,
                $"there are {hidden.Count:N0} hidden populations; a network has {MostPopulations} at most"
            );
    }

    private static int Neurons(NetworkPart part)
    {
        if (part.Meaning is { } meaning)
        {
            throw new OptionException(
                Option,
                $"'{part.Text}' means {meaning}, but only dense layers are known so far, such as 1000 or 1000-500"
            );
        }
        return
            int.TryParse(part.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int neurons)
            && neurons is >= 1 and <= NetworkSpecValidation.MaxWidth
            ? neurons
            : throw new OptionException(
                Option,
                $"{part.Text} at character {part.Start + 1} is not in 1…{NetworkSpecValidation.MaxWidth:N0}"
            );
    }
}
