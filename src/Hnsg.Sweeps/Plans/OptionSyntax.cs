using Hnsg.Training.Options;

namespace Hnsg.Sweeps.Plans;

/// <summary>Makes training options of names and values as they are typed on the command line.</summary>
/// <param name="values">What is given; <c>preset</c> is a name too.</param>
/// <returns>The options; the seed is the default one.</returns>
/// <exception cref="OptionException">A name is not known, or a value no value of its option; names that option.</exception>
public delegate TrainingOptions OptionSyntax(IReadOnlyList<OptionValue> values);
