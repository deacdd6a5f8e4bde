namespace Hnsg.Cli.Parsing;

/// <summary>What an option is about: the headings of a long help, in their order.</summary>
internal enum Heading
{
    Comparison,
    Data,
    Network,
    Neurons,
    Training,
    Augmentation,
    Output,
    Help,
}
