namespace Hnsg.Spikes;

/// <summary>How one step's spikes differ from those of the steady inputs.</summary>
internal readonly unsafe struct StepSpikes(ushort* events, int eventCount, ushort* silences, int silenceCount)
{
    /// <summary>Inputs that spike beside the steady ones.</summary>
    public readonly ushort* Events = events;

    /// <summary>Number of them.</summary>
    public readonly int EventCount = eventCount;

    /// <summary>Steady inputs that do not spike.</summary>
    public readonly ushort* Silences = silences;

    /// <summary>Number of them.</summary>
    public readonly int SilenceCount = silenceCount;
}
