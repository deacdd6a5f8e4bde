namespace Hnsg.Data.Digits;

/// <summary>The hand that writes one digit: its slant, its proportions and how it bends the lines.</summary>
internal sealed class DigitHand
{
    private const double Wobble = 0.035;

    private readonly double _bendX;
    private readonly double _bendY;
    private readonly double _leanX;
    private readonly double _width;
    private readonly double _slant;
    private readonly double _cosine;
    private readonly double _sine;

    /// <summary>Draws a hand at random.</summary>
    public DigitHand(ref DigitRandom random)
    {
        _bendX = random.Normal(0, 0.22);
        _bendY = random.Normal(0, 0.16);
        _leanX = random.Normal(0, 0.14);
        _width = random.Between(0.52, 0.98);
        _slant = random.Normal(0.14, 0.2);
        // A rotation by the angle whose tangent is drawn, so that no sine has to be computed.
        double tangent = random.Normal(0, 0.13);
        _cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        _sine = tangent * _cosine;
    }

    /// <summary>Where this hand puts a point of the model shape, around the origin.</summary>
    public StrokePoint Place(StrokePoint model, ref DigitRandom random)
    {
        double x = model.X - 0.5 + random.Normal(0, Wobble);
        double y = model.Y - 0.5 + random.Normal(0, Wobble);
        double bentX = x + _bendX * (y * y - 0.08) + _leanX * x * y;
        double bentY = y + _bendY * (x * x - 0.05);
        double slantedX = bentX * _width - _slant * bentY;
        return new StrokePoint(_cosine * slantedX - _sine * bentY, _sine * slantedX + _cosine * bentY, model.Corner);
    }
}
