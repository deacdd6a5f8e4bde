using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Cli.Parsing;

/// <summary>What people should know about options that can be used, and are probably not what was meant.</summary>
internal static class OptionNotice
{
    /// <summary>The notice; null where there is nothing to say.</summary>
    public static string? Of(TrainingOptions options) =>
        options.Neuron.Contains(NeuronKind.Cuba) && options.SynapseShift.All(shift => shift == 0)
            ? "with --synapse-shift 0, cuba neurons are the same as lif neurons: their currents do not last. Give a decay, such as "
                + "--synapse-shift 2 for α = 1 − 2^−2 = 0.75."
            : null;
}
