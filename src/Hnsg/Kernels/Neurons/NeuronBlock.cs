namespace Hnsg.Kernels.Neurons;

/// <summary>Size of a block of neurons over one sample.</summary>
/// <param name="Steps">T.</param>
/// <param name="Width">Lanes: 16, 32 or 64.</param>
/// <param name="Used">Neurons that exist.</param>
internal readonly record struct NeuronBlock(int Steps, int Width, int Used);
