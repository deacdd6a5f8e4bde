namespace Hnsg.Data;

/// <summary>What people should know of a data set that can be trained on, but perhaps is not what they meant.</summary>
internal static class DatasetNotices
{
    /// <summary>The notices; none for most sets.</summary>
    public static IEnumerable<string> Of(Dataset dataset)
    {
        if (dataset.Train.AllPixels.Span.IndexOfAnyExceptInRange((byte)0, (byte)1) < 0)
        {
            yield return $"no pixel of the training samples of {dataset.Name} is above 1, and encoders expect 0…255, so that these "
                + "are all but black. If they were scaled to 0…1, multiply them by 255.";
        }
        int[] train = Count(dataset.Train.Labels);
        int[] test = Count(dataset.Test.Labels);
        string[] untrained = [.. dataset.ClassNames.Where((_, label) => train[label] == 0)];
        if (untrained.Length > 0)
        {
            int lost = test.Where((_, label) => train[label] == 0).Sum();
            yield return $"no training sample of {dataset.Name} is of class {Names(untrained)}, so that nothing can learn "
                + (untrained.Length == 1 ? "it" : "them")
                + (lost == 0 ? "." : $": {Counted.Of(lost, "test sample")} cannot be right.");
        }
    }

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(10)) + (names.Length > 10 ? $" and {names.Length - 10} more" : "");

    private static int[] Count(ReadOnlySpan<byte> labels)
    {
        var counts = new int[byte.MaxValue + 1];
        foreach (byte label in labels)
        {
            counts[label]++;
        }
        return counts;
    }
}
