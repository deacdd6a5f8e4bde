namespace Hnsg.Sweeps.Plans;

/// <summary>What a value of a plan is.</summary>
internal enum PlanNodeKind
{
    Object,
    List,
    Text,
    Number,

    /// <summary>true or false.</summary>
    Switch,
    Null,
}
