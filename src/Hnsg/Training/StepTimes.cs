namespace Hnsg.Training;

/// <summary>Milliseconds that the parts of a training step took.</summary>
/// <param name="Forward">Encoding, spikes and votes.</param>
/// <param name="Backward">Loss, backpropagation through time, gradients and updates.</param>
/// <param name="Select">Masks and effective weights.</param>
internal readonly record struct StepTimes(double Forward, double Backward, double Select)
{
    public double Total => Forward + Backward + Select;
}
