namespace Hnsg.Tests.Training.Losses;

/// <summary>The losses in double precision, of votes (or mean membranes) that may be any real numbers.</summary>
/// <param name="Name">Name of the loss.</param>
/// <param name="Smoothing">Label smoothing.</param>
/// <param name="Steps">T.</param>
internal sealed record LossFormula(string Name, double Smoothing, int Steps)
{
    public bool OfMembrane => Name == "membrane-cross-entropy";

    public double Value(double[] logits, int target)
    {
        double[] wanted = Wanted(logits.Length, target);
        if (Name == "rate-mse")
        {
            return logits.Select((votes, c) => Math.Pow(votes / Steps - wanted[c], 2)).Average();
        }
        double[] x = SoftmaxOf(logits);
        double logSum = Math.Log(x.Sum(Math.Exp));
        return wanted.Select((y, c) => y * (logSum - x[c])).Sum();
    }

    /// <summary>The derivative by each logit.</summary>
    public double[] Gradient(double[] logits, int target)
    {
        double[] wanted = Wanted(logits.Length, target);
        if (Name == "rate-mse")
        {
            return [.. logits.Select((votes, c) => 2 * (votes / Steps - wanted[c]) / Steps / logits.Length)];
        }
        double[] x = SoftmaxOf(logits);
        double sum = x.Sum(Math.Exp);
        double inner = Name == "rate-cross-entropy" ? 1.0 / Steps : 1;
        return [.. x.Select((value, c) => (Math.Exp(value) / sum - wanted[c]) * inner)];
    }

    private double[] SoftmaxOf(double[] logits) =>
        Name == "rate-cross-entropy" ? [.. logits.Select(votes => votes / Steps)] : logits;

    private double[] Wanted(int classes, int target) =>
        [.. Enumerable.Range(0, classes).Select(c => (c == target ? 1 - Smoothing : 0) + Smoothing / classes)];
}
