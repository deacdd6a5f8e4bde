using Hnsg.Data;
using Hnsg.Training.Options;

namespace Hnsg.Tests.Training.Golden;

/// <summary>A named change of a short run.</summary>
internal sealed class Choice(string name, Func<ShortRun, ShortRun> change)
{
    public Choice(string name, Func<TrainingOptions, TrainingOptions> options)
        : this(name, run => run with { Options = options(run.Options) }) { }

    public Choice(string name, Dataset data)
        : this(name, run => run with { Data = data }) { }

    public ShortRun Of(ShortRun run) => change(run) with { Name = $"{run.Name} {name}".TrimStart() };
}
