using Hnsg.Training;

namespace Hnsg.Cli.Parsing;

/// <summary>The methods as help shows them.</summary>
internal static class MethodTable
{
    public static string Text()
    {
        int width = TrainingChoices.Methods.Max(name => name.Length) + 2;
        return "Methods, by what is trained:\n"
            + string.Join(
                '\n',
                TrainingChoices.Methods.Zip(
                    TrainingChoices.MethodSummaries,
                    (name, summary) => $"  {name.PadRight(width)}{summary}"
                )
            );
    }
}
