namespace Hnsg.Training.Augmentation;

/// <summary>How far a training picture may be warped, each way and in each epoch anew.</summary>
/// <param name="Rotate">Degrees, in 0…45.</param>
/// <param name="Zoom">Part of its size by which width and height each grow or shrink, in 0…0.9.</param>
/// <param name="Elastic">Pixels by which the control points of the elastic distortion move, in 0…32.</param>
/// <param name="Flip">Whether half of the pictures are mirrored left to right.</param>
internal readonly record struct WarpOptions(double Rotate, double Zoom, double Elastic, bool Flip)
{
    /// <summary>Whether nothing is warped.</summary>
    public bool None => Rotate == 0 && Zoom == 0 && Elastic == 0 && !Flip;
}
