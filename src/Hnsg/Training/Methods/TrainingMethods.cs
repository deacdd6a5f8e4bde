namespace Hnsg.Training.Methods;

/// <summary>The methods by name.</summary>
internal static class TrainingMethods
{
    private static readonly TrainingMethod[] s_all =
    [
        new HnsgMethod(),
        new WeightsMethod(),
        new TransferMethod(),
        new AnnHiddenMethod(),
        new SignedMethod(),
        new ProbabilisticMethod(),
        new BipropMethod(),
        new RandomMethod(),
        new MagnitudeMethod(),
    ];

    /// <summary>The methods in the order in which they are shown.</summary>
    public static IReadOnlyList<TrainingMethod> All => s_all;

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(method => method.Name)];

    /// <summary>A method by name.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static TrainingMethod Find(string name) =>
        s_all.FirstOrDefault(method => method.Name == name) ?? throw UnknownName.Error("method", name, Names);
}
