using Hnsg.Spikes;

namespace Hnsg.Kernels.Neurons;

/// <summary>
/// A layer in one sample over some steps: the rows of a step's spikes are added up and go straight into the membranes,
/// which stay in registers. Only spikes are written, and the states once at the end, for later steps to go on from.
/// </summary>
internal abstract class EventNeurons
{
    /// <summary>Runs all neurons over the steps [first, end) on spikes; the words of these steps are written.</summary>
    /// <param name="lists">The rows of the steps; the sum of the steady ones is in the state.</param>
    /// <param name="first">First step.</param>
    /// <param name="end">Step after the last.</param>
    /// <param name="state">States and spikes.</param>
    public abstract void Run(RowLists lists, int first, int end, in EventState state);

    /// <summary>The same on a current that does not change: that of direct-coded input.</summary>
    public abstract void RunConstant(int first, int end, in EventState state);

    /// <summary>As <see cref="Run"/>, one lane at a time.</summary>
    public abstract void Reference(RowLists lists, int first, int end, in EventState state);

    /// <summary>As <see cref="RunConstant"/>, one lane at a time.</summary>
    public abstract void ReferenceConstant(int first, int end, in EventState state);
}
