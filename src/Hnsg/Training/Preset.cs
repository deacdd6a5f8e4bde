using Hnsg.Training.Options;

namespace Hnsg.Training;

/// <summary>A named set of option values.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Summary">What it is for, in a line.</param>
/// <param name="Options">All values.</param>
public sealed record Preset(string Name, string Summary, TrainingOptions Options);
