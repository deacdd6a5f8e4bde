namespace Hnsg.Kernels.Neurons;

/// <summary>Lanes of float32, in which gradients are computed.</summary>
internal interface IRealLanes<TSelf> : ILanes<TSelf>
    where TSelf : unmanaged, IRealLanes<TSelf>
{
    /// <summary>a · b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);
}
