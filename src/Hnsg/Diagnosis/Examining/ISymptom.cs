namespace Hnsg.Diagnosis.Examining;

/// <summary>Something that can be wrong with a network or its training. Registered in <see cref="SymptomList"/>.</summary>
internal interface ISymptom
{
    /// <summary>Name in kebab-case, for scripts.</summary>
    string Name { get; }

    /// <summary>Whether others follow from it, however bad they are, so that it is told before them.</summary>
    bool Explains => false;

    /// <summary>Why the symptom cannot be looked for; null where it can.</summary>
    string? Skips(Examination examination);

    /// <summary>Looks for it; called only where nothing stands against it.</summary>
    Observation Look(Examination examination);
}
