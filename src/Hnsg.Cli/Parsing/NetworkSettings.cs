using System.CommandLine;
using Hnsg.Training.Options;

namespace Hnsg.Cli.Parsing;

/// <summary>The two options that say how many hidden neurons there are, of which one may be given.</summary>
internal sealed class NetworkSettings
{
    /// <summary><c>--network</c>: populations in the field's notation.</summary>
    public Option<IReadOnlyList<int>> Network { get; } =
        Values
            .Parsed(
                "--network",
                "N-N-…",
                "Neurons of each hidden population, joined by '-': 1000 or 1000-500. 'none' for no hidden population.",
                NetworkNotation.Parse
            )
            .Common(Heading.Network);

    /// <summary><c>--hidden</c>: the same as a list.</summary>
    public Option<IReadOnlyList<int>> Hidden { get; } =
        Values
            .Wholes("--hidden", "N,N,…", "The same as --network, with commas: 1000,500.", orNone: true)
            .Common(Heading.Network);

    /// <summary>Neurons of each hidden layer; null where the command line does not say.</summary>
    /// <exception cref="OptionException">It says so twice.</exception>
    public IReadOnlyList<int>? Given(ParseResult parsed) =>
        (parsed.IsGiven(Network), parsed.IsGiven(Hidden)) switch
        {
            (true, true) => throw new OptionException(
                "network",
                "it says the same as --hidden and cannot be given together with it. Give one of them"
            ),
            (true, false) => parsed.GetValue(Network),
            (false, true) => parsed.GetValue(Hidden),
            _ => null,
        };
}
