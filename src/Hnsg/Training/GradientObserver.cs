namespace Hnsg.Training;

/// <summary>Sees the gradients of a block of neurons in one sample; δs and δu are steps × width.</summary>
internal unsafe delegate void GradientObserver(int layer, int block, int slot, float* spikeGradient, float* delta);
